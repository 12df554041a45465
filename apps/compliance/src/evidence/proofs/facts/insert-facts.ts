import { generationOf, recipientKeyBytes } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import { writeFacts } from './facts-lock';
import type { Context } from './decision-facts';
import { type Fact, KINDS } from './fact';
import { CONTEXTS, FACTS, FACTS_SQL } from './facts.store';

/**
 * Appends facts. One of the same kind that a message has from this day fails the transaction (`isRecordedAlready`): a writer reads the existing
 * facts first, so this happens only when two replicas record the same at once.
 */
export function insertFacts(tx: Tx, facts: readonly Fact[]): void {
  if (facts.length === 0) return;
  writeFacts(tx);
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

/** Stores each context once. In one order, as facts. */
export function keepContexts(tx: Tx, contexts: readonly Context[]): void {
  if (contexts.length === 0) return;
  const sorted = [...contexts].sort((one, other) => one.hash.compare(other.hash));
  tx.send(
    FACTS_SQL.keepContexts,
    CONTEXTS.of(sorted, ({ hash, json }) => ({ hash, content: json })),
  );
}
