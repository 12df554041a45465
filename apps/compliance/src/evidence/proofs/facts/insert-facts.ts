import { generationOf, recipientKeyBytes } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import { writeFacts } from './facts-lock';
import type { Context } from './decision-facts';
import { type Fact, KINDS } from './fact';
import { CONTEXTS, FACTS, FACTS_SQL } from './facts.store';

/**
 * Appends facts. One of the same kind that a message has from this day fails the transaction (`isToldAlready`): whoever writes has looked
 * what there is, so this happens only when two are told the same at once.
 */
export function insertFacts(tx: Tx, facts: readonly Fact[]): void {
  if (facts.length === 0) return;
  writeFacts(tx);
  // In one order, so that two who are told the same at once wait for each other in turn, never in a circle.
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
export const isToldAlready = (error: unknown): boolean =>
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
