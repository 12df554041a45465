import { generationOf, recipientKeyBytes } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import { type Fact, KINDS } from './fact';
import { FACTS, FACTS_SQL } from './facts.store';

/**
 * Appends facts as the release before does, under the lock of writers (`writeFacts`). One of the same kind that a message has from this day fails
 * the transaction (`isRecordedAlready`): only a replica of that release records it at the same time.
 */
export function insertRows(tx: Tx, facts: readonly Fact[]): void {
  // In one order, so that two writers of the same facts wait for each other without deadlock.
  const sorted = [...facts].sort((one, other) =>
    one.messageId < other.messageId ? -1 : one.messageId > other.messageId ? 1 : 0,
  );
  const rows = FACTS.of(sorted, {
    messageId: ({ messageId }) => messageId,
    day: ({ day }) => day,
    kind: ({ kind }) => KINDS.indexOf(kind),
    attempt: ({ attempt }) => attempt,
    at: ({ at }) => at,
    recipient: ({ recipientKey }) => (recipientKey === null ? null : recipientKeyBytes(recipientKey)),
    generation: ({ recipientKey }) => (recipientKey === null ? null : generationOf(recipientKey)),
    context: ({ context }) => context,
    reading: ({ reading }) => reading,
    consentId: ({ consentId }) => consentId,
    own: ({ own }) => own,
    previous: ({ previous }) => previous,
    hash: ({ hash }) => hash,
  });
  tx.send(FACTS_SQL.insert, rows);
}

const UNIQUE_VIOLATION = '23505';
export const isRecordedAlready = (error: unknown): boolean =>
  (error as { code?: unknown }).code === UNIQUE_VIOLATION &&
  /^fact_/.test(String((error as { table?: unknown }).table));
