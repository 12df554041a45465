import type { Reply } from '@stopsms/contracts';
import type { Tx } from '@stopsms/persistence';
import { CONSENTS_SQL, START_NUMBERS } from './consents.store';

type ReceivedStart = { consentId: string; reply: Pick<Reply, 'recipientKey' | 'msisdn' | 'region' | 'code'> };

/** Keeps the numbers of persons who texted START for as long as an earlier opt-out may still arrive: the person is notified of its end too. */
export function keepStartNumbers(tx: Tx, starts: ReceivedStart[], now: number): void {
  const known = starts.filter(({ reply }) => reply.msisdn !== undefined);
  if (known.length === 0) return;
  const rows = START_NUMBERS.of(known, ({ consentId, reply: { recipientKey, msisdn = '', region, code } }) => ({
    ...{ consentId, recipientKey, msisdn, region, code },
  }));
  tx.send(CONSENTS_SQL.keepStartNumbers, [...rows, now]);
}

/** Runs in the caller's transaction, like every erasure of data stored in clear. */
export const eraseStartNumbers = (tx: Tx, recipientKeys: string[]): void =>
  tx.send(CONSENTS_SQL.deleteStartNumbers, [recipientKeys]);
