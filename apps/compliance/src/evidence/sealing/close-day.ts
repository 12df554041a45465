import type { Sql } from '@stopsms/persistence';
import type { ProofSigner } from './signing/proof-signer';
import { dayHeader, headOf } from '../trees/seal-chain';
import { SEALS_SQL } from './seals.store';

/** Makes the head of a day to which nothing can be added any more. */
export async function closeDay(
  sql: Sql,
  day: string,
  signer?: ProofSigner,
): Promise<{ head: string; batches: number }> {
  const batches = await sql.query(SEALS_SQL.headsOfDay, [day]);
  const [before] = await sql.query(SEALS_SQL.lastDayHead);
  const firstSeq = batches[0]?.seq ?? 0;
  const header = dayHeader(
    day,
    firstSeq,
    batches.map(({ head }) => head),
    before?.head ?? null,
    signer?.keyId,
  );
  const head = headOf(header);
  await sql.query(SEALS_SQL.closeDay, [
    ...([day, firstSeq, header.batches, header.root, header.previous, head] as const),
    ...([signer?.keyId ?? null, signer?.signHead(head) ?? null] as const),
  ]);
  return { head, batches: header.batches };
}
