import { type PublisherOutcome, outcomes, outcomesTopic } from '@stopsms/contracts';
import type { Outgoing } from '@stopsms/messaging';
import type { Outbox } from '@stopsms/outbox';
import type { Tx } from '@stopsms/persistence';

const topics = new Map<string, typeof outcomes>();

function topicOf(publisher: string): typeof outcomes {
  const topic = topics.get(publisher) ?? outcomesTopic(publisher);
  topics.set(publisher, topic);
  return topic;
}

/** Queues what became of messages, each on the topic of the publisher that asked for it. */
export async function addOutcomes(
  outbox: Outbox,
  tx: Tx,
  outcomes: readonly { publisher: string; record: Outgoing<PublisherOutcome> }[],
): Promise<void> {
  const byPublisher = new Map<string, Outgoing<PublisherOutcome>[]>();
  for (const { publisher, record } of outcomes) {
    const records = byPublisher.get(publisher);
    if (records) records.push(record);
    else byPublisher.set(publisher, [record]);
  }
  for (const [publisher, records] of byPublisher) await outbox.add(tx, topicOf(publisher), records);
}
