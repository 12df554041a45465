import type { SmsRequested } from '@stopsms/contracts';
import type { Tx } from '@stopsms/persistence';
import type { Decided } from '../../rules/message';

// A message is open while it may have another attempt. Until then alone number and text are kept, here and nowhere else.

/** Cleared or held now for the first time. */
export function openMessages(tx: Tx, decisions: readonly Decided[]): void {
  const open = decisions.filter(({ outcome }) => outcome.verdict !== 'refused');
  if (open.length === 0) return;
  tx.send(
    `INSERT INTO open_message (message_id, advertiser_id, is_advert, attempt, request, traceparent, decided_at)
     SELECT m.id, m.advertiser, m.advert, m.attempt, m.request, m.traceparent, to_timestamp(m.at / 1000.0)
     FROM unnest($1::uuid[], $2::uuid[], $3::bool[], $4::int[], $5::text[], $6::text[], $7::float8[])
       AS m(id, advertiser, advert, attempt, request, traceparent, at)`,
    [
      open.map(({ candidate }) => candidate.request.id),
      open.map(({ candidate }) => candidate.request.advertiserId),
      open.map(({ candidate }) => candidate.request.category === 'marketing'),
      open.map(({ candidate }) => candidate.attempt),
      open.map(({ candidate }) => JSON.stringify(candidate.request)),
      open.map(({ candidate }) => candidate.traceparent),
      open.map(({ at }) => at),
    ],
  );
}

/** Decided on once more. A refusal is final: number and text go. */
export function renewOpen(tx: Tx, decisions: readonly Decided[]): void {
  const isRefused = ({ outcome }: Decided): boolean => outcome.verdict === 'refused';
  closeMessages(
    tx,
    decisions.filter(isRefused).map(({ candidate }) => candidate.request.id),
  );
  const open = decisions.filter((decision) => !isRefused(decision));
  if (open.length === 0) return;
  tx.send(
    `UPDATE open_message m SET attempt = d.attempt, decided_at = to_timestamp(d.at / 1000.0)
     FROM unnest($1::uuid[], $2::int[], $3::float8[]) AS d(id, attempt, at) WHERE m.message_id = d.id`,
    [
      open.map(({ candidate }) => candidate.request.id),
      open.map(({ candidate }) => candidate.attempt),
      open.map(({ at }) => at),
    ],
  );
}

/** Nothing can follow any more. */
export function closeMessages(tx: Tx, ids: readonly string[]): void {
  if (ids.length === 0) return;
  tx.send(
    'DELETE FROM open_message WHERE message_id = ANY($1::uuid[])',
    // In one order, so that two who are told of the same messages wait for each other in turn.
    [[...ids].sort()],
  );
}

/** A request as it is kept. */
export const requestIn = (row: { request: string }): SmsRequested => JSON.parse(row.request) as SmsRequested;
