import { type Topic, deadLetterOf, journal, messageStatus, topicsReadBy } from '@stopsms/contracts';
import { readRange, valuesIn } from '@stopsms/messaging';
import { type IHeaders, type KafkaMessage, type Message, Partitioners } from 'kafkajs';
import type { Broker } from './broker';
import { CliFault } from './cli-fault';
import { type DeadLetter, markOf } from './dead-letters';

const CHUNK = 200;
/** The dispatcher may have journalled a message this long before it gave up on it: retries, and clocks that differ. */
const JOURNALLED_BEFORE_MS = 3_600_000;

/**
 * On a compacted topic an old record would take the place of a newer one of its key, and bring back an opt-out's earlier
 * state, for instance.
 * @throws CliFault
 */
export function refuseCompacted(topic: Topic): void {
  if (topic.cleanup.policy !== 'compact') return;
  const instead =
    topic.name === 'suppression.opt-outs.v1'
      ? 'Use `stopsms republish` instead, which writes every current state again.'
      : 'Have its owner write the current state again; see docs/recovery.md.';
  throw new CliFault(
    'usage',
    `${topic.name} keeps the last state of each key, and an old record would replace a newer one. ${instead}`,
  );
}

/**
 * Those of a dispatcher's lane that its journal knows, or of which it told something, as `<messageId>:<attempt>`: the operator
 * may have them, so they are not sent again (docs/design/guarantees.md#g4).
 */
export async function journalled(broker: Broker, topic: Topic, letters: DeadLetter[]): Promise<Set<string>> {
  const asked = new Set(letters.flatMap((letter) => submissionOf(letter) ?? []));
  const known = new Set<string>();
  if (!topicsReadBy('dispatcher').includes(topic) || asked.size === 0) return known;
  const since = Math.min(...letters.map(({ at }) => Date.parse(at)).filter((at) => at > 0)) - JOURNALLED_BEFORE_MS;
  for (const { name } of [journal, messageStatus]) {
    await readSince(broker, name, since, (value) => {
      const id = idOf(value);
      if (id !== undefined && asked.has(id)) known.add(id);
    });
  }
  return known;
}

/** Up to where the topic ends now. @param since - epoch ms */
async function readSince(
  { kafka, admin }: Broker,
  name: string,
  since: number,
  onValue: (value: unknown) => void,
): Promise<void> {
  const ends = new Map((await admin.fetchTopicOffsets(name)).map(({ partition, high }) => [partition, BigInt(high)]));
  const starts = await admin.fetchTopicOffsetsByTimestamp(name, since);
  const from = new Map(starts.map(({ partition, offset }) => [partition, BigInt(offset ?? -1)] as const));
  for (const [partition, offset] of from) if (offset < 0n) from.delete(partition);
  await readRange(
    kafka,
    'cli',
    name,
    from,
    (_, record) => valuesOrNone(record).forEach(onValue),
    (next) => [...next].every(([partition, offset]) => offset >= (ends.get(partition) ?? 0n)),
  );
}

export const submissionOf = ({ record }: DeadLetter): string | undefined => idOf(valuesOrNone(record)[0]);

/** Of what is not JSON nobody can say whose it is. */
function valuesOrNone(record: Pick<KafkaMessage, 'value' | 'headers'>): unknown[] {
  try {
    return valuesIn(record);
  } catch {
    return [];
  }
}

function idOf(value: unknown): string | undefined {
  const { messageId, attempt = 1 } = (value ?? {}) as { messageId?: string; attempt?: number };
  return messageId === undefined ? undefined : `${messageId}:${attempt}`;
}

/**
 * Produces key and value to the source topic, then marks them as replayed, 200 at a time: should it be killed between the
 * two, so many come twice, which no handler minds.
 * @param onProgress - told how many are done
 */
export async function replay(
  { kafka }: Broker,
  topic: Topic,
  letters: DeadLetter[],
  onProgress: (done: number) => void,
): Promise<void> {
  const producer = kafka.producer({
    allowAutoTopicCreation: false,
    maxInFlightRequests: 1,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  try {
    for (let done = 0; done < letters.length; done += CHUNK) {
      const chunk = letters.slice(done, done + CHUNK);
      await producer.send({ topic: topic.name, messages: chunk.map((letter) => original(topic, letter)), acks: -1 });
      await producer.send({
        topic: deadLetterOf(topic.name),
        messages: [markOf(chunk.map(({ offset }) => offset))],
        acks: -1,
      });
      onProgress(done + chunk.length);
    }
  } finally {
    await producer.disconnect();
  }
}

/** To the partition where it lay: its writer chose that by the topic's rule, and the count never changes. */
function original(topic: Topic, { record, offset, sourcePartition }: DeadLetter): Message {
  const kept = Object.entries(record.headers ?? {}).filter(([name]) => !name.startsWith('dlq_'));
  const headers: IHeaders = { ...Object.fromEntries(kept), replayed_from: `${deadLetterOf(topic.name)}@${offset}` };
  return {
    key: record.key,
    value: record.value,
    headers,
    ...(Number.isInteger(sourcePartition) && { partition: sourcePartition }),
  };
}
