import { type Topic, deadLetterOf, topology } from '@stopsms/contracts';
import { header, readRange, retryTransient } from '@stopsms/messaging';
import type { KafkaMessage } from 'kafkajs';
import type { Broker } from './broker';
import { CliFault } from './cli-fault';
import type { Settings } from './settings';

/** Dead-letter topics have one partition. */
const PARTITION = 0;
/**
 * A record of the dead-letter topic itself that names offsets of it which were replayed. It lies beside what it speaks of
 * and lives longer, which an offset committed by a group would not: the broker forgets those after 7 days.
 */
export const MARK_KEY = 'stopsms.replayed';

export interface DeadLetter {
  offset: string;
  record: KafkaMessage;
  code: string;
  reason: string;
  /** Who gave up on it. */
  service: string;
  /** ISO 8601. */
  at: string;
  sourcePartition: number;
  sourceOffset: string;
  replayed: boolean;
}

/** Topics that somebody reads, and so may have dead letters. */
export const readTopics = ({ publisherTopics }: Pick<Settings, 'publisherTopics'>): Topic[] => [
  ...topology.filter(({ readers }) => readers.length > 0).map(({ topic }) => topic),
  ...publisherTopics,
];

/** @throws CliFault when the platform has no such topic; the name may end in `.dlq` */
export function topicNamed(name: string, settings: Settings): Topic {
  const topics = readTopics(settings);
  const topic = topics.find((each) => each.name === name || deadLetterOf(each.name) === name);
  if (topic) return topic;
  throw new CliFault(
    'usage',
    `${name} is no topic of this platform. It has: ${topics.map((each) => each.name).join(', ')}. A publisher's is known by PUBLISHERS_FILE.`,
  );
}

/** Everything on a topic's dead-letter topic now, oldest first. */
export async function deadLettersOf({ kafka, admin }: Broker, topic: Topic): Promise<DeadLetter[]> {
  const name = deadLetterOf(topic.name);
  if (!(await admin.listTopics()).includes(name)) return [];
  const extents = await retryTransient(() => admin.fetchTopicOffsets(name));
  const { low = '0', high = '0' } = extents[0] ?? {};
  if (low === high) return [];
  const records: KafkaMessage[] = [];
  await readRange(
    kafka,
    'cli',
    name,
    new Map([[PARTITION, BigInt(low)]]),
    (_, record) => records.push(record),
    (next) => (next.get(PARTITION) ?? 0n) >= BigInt(high),
  );
  const replayed = new Set(
    records.filter(isMark).flatMap(({ value }) => JSON.parse(value?.toString() ?? '[]') as string[]),
  );
  return records.filter((record) => !isMark(record)).map((record) => toDeadLetter(record, replayed));
}

export const markOf = (offsets: string[]) => ({ key: MARK_KEY, value: JSON.stringify(offsets), partition: PARTITION });

const isMark = ({ key }: KafkaMessage): boolean => key?.toString() === MARK_KEY;

function toDeadLetter(record: KafkaMessage, replayed: Set<string>): DeadLetter {
  const told = (name: string) => header(record.headers, name) ?? 'unknown';
  return {
    offset: record.offset,
    record,
    code: told('dlq_code'),
    reason: told('dlq_reason'),
    service: told('dlq_service'),
    at: told('dlq_at'),
    sourcePartition: Number(header(record.headers, 'dlq_source_partition') ?? Number.NaN),
    sourceOffset: told('dlq_source_offset'),
    replayed: replayed.has(record.offset),
  };
}
