import type { SmsRequested } from '@stopsms/contracts';
import type { Tx } from '@stopsms/persistence';
import type { Decided } from '../../rules/message';
import { HELD_SQL, OPENED, RENEWED } from './held.store';

// A message is open while it may have another attempt. Until then alone number and text are kept, here and nowhere else.

/** Keeps messages that are cleared or held for the first time. */
export function openMessages(tx: Tx, decisions: readonly Decided[]): void {
  const open = decisions.filter(({ outcome }) => outcome.verdict !== 'refused');
  if (open.length === 0) return;
  const rows = OPENED.of(open, {
    messageId: ({ candidate }) => candidate.request.id,
    advertiserId: ({ candidate }) => candidate.request.advertiserId,
    isAdvert: ({ candidate }) => candidate.request.category === 'marketing',
    attempt: ({ candidate }) => candidate.attempt,
    request: ({ candidate }) => JSON.stringify(candidate.request),
    traceparent: ({ candidate }) => candidate.traceparent,
    at: ({ at }) => at,
  });
  tx.send(HELD_SQL.open, rows);
}

/** Updates messages that are decided on again. A refusal is final: number and text are deleted. */
export function renewOpen(tx: Tx, decisions: readonly Decided[]): void {
  const isRefused = ({ outcome }: Decided): boolean => outcome.verdict === 'refused';
  closeMessages(
    tx,
    decisions.filter(isRefused).map(({ candidate }) => candidate.request.id),
  );
  const open = decisions.filter((decision) => !isRefused(decision));
  if (open.length === 0) return;
  const rows = RENEWED.of(open, {
    id: ({ candidate }) => candidate.request.id,
    attempt: ({ candidate }) => candidate.attempt,
    at: ({ at }) => at,
  });
  tx.send(HELD_SQL.renew, rows);
}

/** Deletes messages that can have no other attempt. */
export function closeMessages(tx: Tx, ids: readonly string[]): void {
  if (ids.length === 0) return;
  // In one order, so that two transactions that close the same messages wait for each other in turn.
  tx.send(HELD_SQL.close, [[...ids].sort()]);
}

/** Parses a request as it is kept. */
export const requestIn = (row: { request: string }): SmsRequested => JSON.parse(row.request) as SmsRequested;
