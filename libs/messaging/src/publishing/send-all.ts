import type { RecordMetadata, TopicMessages } from '@stopsms/kafka-client';
import { TransientFault } from '../faults/transient-faults';

/** A request that no broker acknowledged is lost by kafkajs once for each broker that fails meanwhile. */
const MAX_ATTEMPTS = 5;

/**
 * Sends until every partition is acknowledged. kafkajs 2.2.4 sends one request to each leader, and marks brokers as done. If one
 * of them fails and its partitions move to a broker that is done, their records are not sent again, and the call succeeds without them.
 * @throws TransientFault if partitions stay without acknowledgement
 */
export async function sendAll(
  send: (topicMessages: TopicMessages[]) => Promise<RecordMetadata[]>,
  topicMessages: TopicMessages[],
): Promise<RecordMetadata[]> {
  const acknowledged = await send(topicMessages);
  for (let attempt = 1; ; attempt += 1) {
    const rest = unacknowledged(topicMessages, acknowledged);
    if (rest.length === 0) return acknowledged;
    if (attempt === MAX_ATTEMPTS) {
      throw new TransientFault(`No broker acknowledged the records of ${rest.map(({ topic }) => topic).join(', ')}`);
    }
    acknowledged.push(...(await send(rest)));
  }
}

function unacknowledged(sent: readonly TopicMessages[], acknowledged: readonly RecordMetadata[]): TopicMessages[] {
  const done = new Map<string, Set<number>>();
  for (const { topicName, partition } of acknowledged) {
    const partitions = done.get(topicName);
    if (partitions) partitions.add(partition);
    else done.set(topicName, new Set([partition]));
  }
  return sent.flatMap(({ topic, messages }) => {
    const partitions = done.get(topic);
    // The partition of a record without one is chosen by kafkajs.
    const rest = partitions
      ? messages.filter(({ partition }) => partition !== undefined && !partitions.has(partition))
      : messages;
    return rest.length > 0 ? [{ topic, messages: rest }] : [];
  });
}
