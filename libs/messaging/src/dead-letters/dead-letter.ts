import type { Topic } from '@stopsms/contracts';
import { type IHeaders, type KafkaMessage, type Message } from 'kafkajs';
import { header } from '../decode';

/** Dead-letter topics have one partition. */
export const DEAD_LETTER_PARTITION = 0;
/**
 * A record of the dead-letter topic itself that names offsets of it which were replayed. It lies beside what it speaks of
 * and lives longer, which an offset committed by a group would not: the broker forgets those after 7 days.
 */
export const MARK_KEY = 'stopsms.replayed';

/** Prefix of the headers that say why a record was given up. None of them is taken over from the record itself. */
const OURS = 'dlq_';

/** What is told of a dead letter without what is in it. */
export interface DeadLetterNote {
  /** On the dead-letter topic. */
  offset: string;
  code: string;
  /** Never quotes the record. */
  reason: string;
  /** Who gave up on it. */
  service: string;
  /** ISO 8601. */
  at: string;
  sourcePartition: number;
  sourceOffset: string;
  /** Of key and value. */
  bytes: number;
  replayed: boolean;
}

export const markOf = (offsets: string[]): Message => ({
  key: MARK_KEY,
  value: JSON.stringify(offsets),
  partition: DEAD_LETTER_PARTITION,
});

/**
 * Key and headers of a dead letter are its writer's own, and may be made to look like a mark. A letter has headers of ours
 * beside them, none taken from its writer; a mark has none.
 */
export const isMark = ({ key, headers }: KafkaMessage): boolean =>
  key?.toString() === MARK_KEY && !Object.keys(headers ?? {}).some((name) => name.startsWith(OURS));

/** Whoever may write to the topic may write a mark that is none: it then names nothing. */
export function offsetsOf({ value }: KafkaMessage): string[] {
  try {
    const named: unknown = JSON.parse(value?.toString() ?? '[]');
    return Array.isArray(named) ? named.filter((each) => typeof each === 'string') : [];
  } catch {
    return [];
  }
}

export function noteOf(record: KafkaMessage): DeadLetterNote {
  const told = (name: string) => header(record.headers, name) ?? 'unknown';
  return {
    offset: record.offset,
    code: told('dlq_code'),
    reason: told('dlq_reason'),
    service: told('dlq_service'),
    at: told('dlq_at'),
    sourcePartition: Number(header(record.headers, 'dlq_source_partition') ?? Number.NaN),
    sourceOffset: told('dlq_source_offset'),
    bytes: (record.key?.length ?? 0) + (record.value?.length ?? 0),
    replayed: false,
  };
}

export const withoutOurs = (headers: IHeaders | undefined): IHeaders =>
  Object.fromEntries(Object.entries(headers ?? {}).filter(([name]) => !name.startsWith(OURS)));

/** To the partition where it lay: its writer chose that by the topic's rule, and the count never changes. */
export function originalOf(deadLetterTopic: string, record: KafkaMessage, { partitions }: Topic): Message {
  const headers: IHeaders = { ...withoutOurs(record.headers), replayed_from: `${deadLetterTopic}@${record.offset}` };
  const { sourcePartition } = noteOf(record);
  const isOne = Number.isInteger(sourcePartition) && sourcePartition >= 0 && sourcePartition < partitions;
  return { key: record.key, value: record.value, headers, ...(isOne && { partition: sourcePartition }) };
}
