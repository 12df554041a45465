import type { MessageStatus } from '@stopsms/contracts';
import type { Tx } from '@stopsms/persistence';
import { daysAfter } from '../../evidence/proofs/facts/stretches';
import { OUTCOMES_SQL, SUBMITTED } from './outcomes.store';

/** A message that was cleared earlier is on its lane no more. */
const IN_LANES_DAYS = 7;

/**
 * Counts informative texts that left: those that the reader or a person accepted, once an operator took a message with them.
 * What counts is a template and a day, so that neither a campaign of a million nor a thousand codes in one sentence count for
 * more than one; a text without a template counts for nothing. One statement a batch, sent along with the next; a row is
 * written only for a template that is new on its day, and only until the day is full, so that batches of one advertiser do not
 * wait for each other.
 */
export function countRight(tx: Tx, statuses: readonly MessageStatus[], today: string): void {
  const left = statuses.filter(({ status, lane }) => status === 'submitted' && lane === 'informative');
  if (left.length === 0) return;
  const rows = SUBMITTED.of(left, ({ messageId, attempt, at }) => ({ id: messageId, attempt, at }));
  tx.send(OUTCOMES_SQL.countRight, [...rows, daysAfter(today, -IN_LANES_DAYS), today]);
}
