import { clearedInformative } from '@stopsms/contracts';
import type { Outbox } from '@stopsms/outbox';
import type { Tx } from '@stopsms/persistence';
import type { Decision } from '../decision/decision';
import { clearedMessage } from '../decision/cleared-message';

/** Queues the informative messages among the decisions that may leave. */
export async function addClearedInformative(outbox: Outbox, tx: Tx, decisions: Decision[]): Promise<void> {
  const informative = decisions.filter(({ candidate }) => candidate.request.category === 'informative');
  await outbox.add(tx, clearedInformative, informative.flatMap(clearedMessage));
}
