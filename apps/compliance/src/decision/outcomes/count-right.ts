import type { MessageStatus } from '@stopsms/contracts';
import type { Tx } from '@stopsms/persistence';
import type { MessageState } from '../../evidence/facts/latest-facts';
import { OUTCOMES_SQL, SUBMITTED } from './outcomes.store';

/**
 * Counts informative texts that left: those that the reader or a person accepted, once an operator took a message with them.
 * What counts is a template and a day, so that neither a campaign of a million nor a thousand codes in one sentence count for
 * more than one; a text without a template counts for nothing. One statement a batch, sent along with the next; a row is
 * written only for a template that is new on its day, and only until the day is full, so that batches of one advertiser do not
 * wait for each other.
 */
export function countRight(tx: Tx, statuses: readonly MessageStatus[], known: ReadonlyMap<string, MessageState>): void {
  const left = statuses
    .filter(({ status, lane }) => status === 'submitted' && lane === 'informative')
    .flatMap(({ messageId, attempt, at }) => {
      const { context, reading } = known.get(messageId)?.decisions.get(attempt) ?? {};
      return context && reading ? [{ context, reading, at }] : [];
    });
  if (left.length > 0) tx.send(OUTCOMES_SQL.countRight, SUBMITTED.of(left));
}
