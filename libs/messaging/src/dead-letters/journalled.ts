import { type Topic, journal, messageStatus, topicsReadBy } from '@stopsms/contracts';
import type { KafkaMessage } from '@stopsms/kafka-client';
import { valuesIn } from '../records/frame';
import { readRange } from '../broker/read-range';
import { TransientFault } from '../faults/transient-faults';
import type { DeadLetterNote } from './dead-letter';
import type { Broker } from './survey';

/** Maximum time from the journal entry of a message to its dead letter: retries, and clocks that differ. */
const JOURNALLED_BEFORE_MS = 3_600_000;
const MAX_MS = 300_000;

/**
 * Returns those dead letters of a dispatcher's lane that its journal or its statuses have, as `<messageId>:<attempt>`: the
 * operator may have them, so they are not sent again (docs/design/guarantees.md#g4).
 */
export async function journalled(
  broker: Broker,
  topic: Topic,
  asked: ReadonlySet<string>,
  letters: readonly DeadLetterNote[],
): Promise<Set<string>> {
  const known = new Set<string>();
  if (!isLane(topic) || asked.size === 0) return known;
  const since = letters.map(({ at }) => Date.parse(at)).filter((at) => at > 0);
  const first = since.reduce((least, at) => Math.min(least, at), Date.now()) - JOURNALLED_BEFORE_MS;
  for (const { name } of [journal, messageStatus]) {
    await readSince(broker, name, first, (value) => {
      const id = idOf(value);
      if (id !== undefined && asked.has(id)) known.add(id);
    });
  }
  return known;
}

export const isLane = (topic: Topic): boolean => topicsReadBy('dispatcher').includes(topic);

/**
 * Reads a topic up to its current end.
 * @param since - epoch ms
 * @throws TransientFault after five minutes
 */
async function readSince(
  { kafka, admin, reader }: Broker,
  name: string,
  since: number,
  onValue: (value: unknown) => void,
): Promise<void> {
  const ends = new Map((await admin.fetchTopicOffsets(name)).map(({ partition, high }) => [partition, BigInt(high)]));
  const starts = await admin.fetchTopicOffsetsByTimestamp(name, since);
  const from = new Map(starts.map(({ partition, offset }) => [partition, BigInt(offset ?? -1)] as const));
  for (const [partition, offset] of from) if (offset < 0n) from.delete(partition);
  const deadline = Date.now() + MAX_MS;
  let isRead = false;
  await readRange(
    kafka,
    reader,
    name,
    from,
    (_, record) => valuesOrNone(record).forEach(onValue),
    (next) => {
      isRead = [...next].every(([partition, offset]) => offset >= (ends.get(partition) ?? 0n));
      return isRead || Date.now() > deadline;
    },
  );
  if (!isRead) throw new TransientFault(`${name} could not be read in ${MAX_MS / 1_000} s`);
}

export const submissionOf = (record: KafkaMessage): string | undefined => idOf(valuesOrNone(record)[0]);

/** Returns no values for a record that is not JSON. */
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
