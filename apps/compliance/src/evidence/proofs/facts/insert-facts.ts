import { generationOf, recipientKeyBytes } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import { writeFacts } from './facts-lock';
import type { Context } from './decision-facts';
import { type Fact, KINDS } from './fact';

/**
 * Appends facts. One of the same kind that a message has from this day fails the transaction (`isToldAlready`): whoever writes has looked
 * what there is, so this happens only when two are told the same at once.
 */
export function insertFacts(tx: Tx, facts: readonly Fact[]): void {
  if (facts.length === 0) return;
  writeFacts(tx);
  tx.send(INSERT, columnsOf(facts));
}

const UNIQUE_VIOLATION = '23505';
export const isToldAlready = (error: unknown): boolean =>
  (error as { code?: unknown }).code === UNIQUE_VIOLATION &&
  /^fact_/.test(String((error as { table?: unknown }).table));

const INSERT = `INSERT INTO fact (message_id, day, kind, attempt, at, recipient, generation, context, reading, consent_id, own, previous, hash)
  SELECT f.id, f.day, f.kind, f.attempt, to_timestamp(f.at / 1000.0), f.recipient, f.generation, f.context, f.reading, f.consent, f.own, f.previous, f.hash
  FROM unnest($1::uuid[], $2::date[], $3::smallint[], $4::smallint[], $5::float8[], $6::bytea[], $7::smallint[], $8::bytea[], $9::bytea[], $10::uuid[], $11::text[], $12::bytea[], $13::bytea[])
    AS f(id, day, kind, attempt, at, recipient, generation, context, reading, consent, own, previous, hash)`;

function columnsOf(facts: readonly Fact[]): unknown[] {
  // In one order, so that two who are told the same at once wait for each other in turn, never in a circle.
  const rows = [...facts].sort((one, other) =>
    one.messageId < other.messageId ? -1 : one.messageId > other.messageId ? 1 : 0,
  );
  return [
    rows.map(({ messageId }) => messageId),
    rows.map(({ day }) => day),
    rows.map(({ kind }) => KINDS.indexOf(kind)),
    rows.map(({ attempt }) => attempt),
    rows.map(({ at }) => at),
    rows.map(({ recipientKey }) => recipientKey && recipientKeyBytes(recipientKey)),
    rows.map(({ recipientKey }) => recipientKey && generationOf(recipientKey)),
    rows.map(({ context }) => context),
    rows.map(({ reading }) => reading),
    rows.map(({ consentId }) => consentId),
    rows.map(({ own }) => own),
    rows.map(({ previous }) => previous),
    rows.map(({ hash }) => hash),
  ];
}

/** Stores each context once. In one order, as facts. */
export function keepContexts(tx: Tx, contexts: readonly Context[]): void {
  if (contexts.length === 0) return;
  const sorted = [...contexts].sort((one, other) => one.hash.compare(other.hash));
  tx.send(
    `INSERT INTO fact_context (hash, content)
     SELECT c.hash, c.content FROM unnest($1::bytea[], $2::jsonb[]) AS c(hash, content)
     WHERE NOT EXISTS (SELECT 1 FROM fact_context k WHERE k.hash = c.hash)
     ON CONFLICT DO NOTHING`,
    [sorted.map(({ hash }) => hash), sorted.map(({ json }) => json)],
  );
}
