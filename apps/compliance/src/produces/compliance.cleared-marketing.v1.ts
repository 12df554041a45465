import { clearedMarketing } from '@stopsms/contracts';
import type { Outbox } from '@stopsms/outbox';
import type { Tx } from '@stopsms/persistence';
import type { Decision } from '../decision/decision';
import { clearedMessage } from '../decision/cleared-message';

/** Queues the adverts among the decisions that may leave. */
export async function addClearedMarketing(outbox: Outbox, tx: Tx, decisions: Decision[]): Promise<void> {
  const adverts = decisions.filter(({ candidate }) => candidate.request.category === 'marketing');
  await outbox.add(tx, clearedMarketing, adverts.flatMap(clearedMessage));
}
