import type { Topic } from '@stopsms/contracts';
import { type IHeaders, type KafkaMessage, type Message } from '@stopsms/kafka-client';
import { header } from '../records/decode';

/** Dead-letter topics have one partition. */
export const DEAD_LETTER_PARTITION = 0;
/**
 * Key of a record of the dead-letter topic that names replayed offsets of it. It lies beside the letters and lives longer
 * than an offset committed by a group, which the broker deletes after 7 days.
 */
export const MARK_KEY = 'stopsms.replayed';

/** Prefix of the headers with the cause. None of them is copied from the record itself. */
const OURS = 'dlq_';

/** Description of a dead letter without its content. */
export interface DeadLetterNote {
  /** Offset on the dead-letter topic. */
  offset: string;
  code: string;
  /** Cause; never quotes the record. */
  reason: string;
  /** Service that dead-lettered it. */
  service: string;
  /** ISO 8601. */
  at: string;
  sourcePartition: number;
  sourceOffset: string;
  /** Size of key and value. */
  bytes: number;
  replayed: boolean;
}

export const markOf = (offsets: string[]): Message => ({
  key: MARK_KEY,
  value: JSON.stringify(offsets),
  partition: DEAD_LETTER_PARTITION,
});

/**
 * Recognises a mark. Key and headers of a dead letter come from its writer, who may imitate a mark; but a letter has our
 * headers beside them, none of which can come from its writer, and a mark has none.
 */
export const isMark = ({ key, headers }: KafkaMessage): boolean =>
  key?.toString() === MARK_KEY && !Object.keys(headers ?? {}).some((name) => name.startsWith(OURS));

/** Offsets that a mark names. A writer may forge a mark: it then names nothing. */
export function offsetsOf({ value }: KafkaMessage): string[] {
  try {
    const named: unknown = JSON.parse(value?.toString() ?? '[]');
    return Array.isArray(named) ? named.filter((each) => typeof each === 'string') : [];
  } catch {
    return [];
  }
}

export function noteOf(record: KafkaMessage): DeadLetterNote {
  const read = (name: string) => header(record.headers, name) ?? 'unknown';
  return {
    offset: record.offset,
    code: read('dlq_code'),
    reason: read('dlq_reason'),
    service: read('dlq_service'),
    at: read('dlq_at'),
    sourcePartition: Number(header(record.headers, 'dlq_source_partition') ?? Number.NaN),
    sourceOffset: read('dlq_source_offset'),
    bytes: (record.key?.length ?? 0) + (record.value?.length ?? 0),
    replayed: false,
  };
}

export const withoutOurs = (headers: IHeaders | undefined): IHeaders =>
  Object.fromEntries(Object.entries(headers ?? {}).filter(([name]) => !name.startsWith(OURS)));

/**
 * Returns the original record, for its original partition: its writer chose that by the topic's rule, and the count never
 * changes.
 */
export function originalOf(deadLetterTopic: string, record: KafkaMessage, { partitions }: Topic): Message {
  const headers: IHeaders = { ...withoutOurs(record.headers), replayed_from: `${deadLetterTopic}@${record.offset}` };
  const { sourcePartition } = noteOf(record);
  const isOne = Number.isInteger(sourcePartition) && sourcePartition >= 0 && sourcePartition < partitions;
  return { key: record.key, value: record.value, headers, ...(isOne && { partition: sourcePartition }) };
}
