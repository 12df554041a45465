import { FormatRegistry, type Static, type TObject, type TSchema, type TUnion } from '@sinclair/typebox';
import { isUuid } from '@stopsms/kernel';

FormatRegistry.Set('uuid', isUuid);

/** Co-partitioned topics share this count, so that partition n of each concerns the same recipients (decision 0003). */
export const PARTITIONS = 12;

/**
 * `delete`: kept for `retentionMs`. `compact`: the last record of each key is kept for ever, a tombstone for at least
 * `tombstonesKeptMs`, by default a day.
 */
export type Cleanup = { policy: 'delete'; retentionMs: number } | { policy: 'compact'; tombstonesKeptMs?: number };

export interface Topic<V extends TSchema = TSchema> {
  /** `<owner>.<plural noun or past-tense fact>.v<major>` */
  readonly name: string;
  /** CloudEvents type of its records. */
  readonly type: string;
  /** One sentence for the generated documents. */
  readonly description: string;
  /** Content of the record key. */
  readonly key: { description: string; pattern?: string };
  readonly value: V;
  readonly partitions: number;
  readonly cleanup: Cleanup;
  /** The part of the key that chooses the partition; the whole key when absent. */
  readonly partitionBy?: (key: string) => string;
  /**
   * The field that holds a message’s key. Its records are frames then: each has messages of one partition that were handled
   * together, since a record costs writer, broker and readers about as much as ten messages do (decision 0040).
   */
  readonly framedBy?: string;
  /** True if only outsiders read it: then it has no dead letters. */
  readonly isForOutsiders?: true;
}

export type ValueOf<T extends Topic> = Static<T['value']>;

const DAY_MS = 86_400_000;
export const days = (count: number): Cleanup => ({ policy: 'delete', retentionMs: count * DAY_MS });
export const compacted = { policy: 'compact' } as const satisfies Cleanup;

/** Defines a topic as data, from which consumers, producers, documents and the broker's topics are made. */
export function defineTopic<V extends TObject | TUnion>(
  topic: Omit<Topic<V>, 'type' | 'partitions'> & { partitions?: number },
): Topic<V> {
  return { partitions: PARTITIONS, ...topic, type: `stopsms.${topic.name}` };
}
