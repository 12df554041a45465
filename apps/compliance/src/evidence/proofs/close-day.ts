import type { Sql } from '@stopsms/persistence';
import type { ProofSigner } from './signing/proof-signer';
import { dayHeader, headOf } from './sealing/seal-chain';

/** Makes the head of a day to which nothing can be added any more. */
export async function closeDay(
  sql: Sql,
  day: string,
  signer?: ProofSigner,
): Promise<{ head: string; batches: number }> {
  const batches = await sql.query<{ seq: number; head: Buffer }>(
    'SELECT seq, head FROM proof_batch WHERE day = $1 ORDER BY seq',
    [day],
  );
  const [before] = await sql.query<{ head: string }>(
    `SELECT encode(head, 'hex') AS head FROM proof_day ORDER BY day DESC LIMIT 1`,
  );
  const firstSeq = batches[0]?.seq ?? 0;
  const header = dayHeader(
    day,
    firstSeq,
    batches.map(({ head }) => head),
    before?.head ?? null,
    signer?.keyId,
  );
  const head = headOf(header);
  await sql.query(
    `INSERT INTO proof_day (day, first_seq, batches, root, previous, head, key_id, signature)
     VALUES ($1, $2, $3, decode($4, 'hex'), decode($5, 'hex'), decode($6, 'hex'), $7, $8)`,
    [
      ...[day, firstSeq, header.batches, header.root, header.previous, head],
      ...[signer?.keyId ?? null, signer?.signHead(head) ?? null],
    ],
  );
  return { head, batches: header.batches };
}
