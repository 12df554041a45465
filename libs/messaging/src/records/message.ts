import type { Topic, ValueOf } from '@stopsms/contracts';

/** Decoded record for handlers. */
export interface Message<V> {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  /** Instant at which the broker appended it; epoch ms. */
  readonly timestamp: number;
  readonly key: string;
  readonly value: V;
  /** CloudEvents source that the writer claims, which proves nothing; undefined if it claims none. */
  readonly source: string | undefined;
  /** Trace context to pass on to every record and row this message causes. */
  readonly traceparent: string;
  /**
   * For a handler with a `group`: false once its partition was assigned to another member since the record was fetched, even
   * if it was assigned back. Always true otherwise.
   */
  readonly isOurs: () => boolean;
  /** True for a tombstone whose record continues under another key. */
  readonly moved: boolean;
}

/** A compacted topic also carries tombstones. */
export type MessageOf<T extends Topic> = Message<
  T['cleanup'] extends { policy: 'compact' } ? ValueOf<T> | null : ValueOf<T>
>;

/** Every code of a dead letter. */
export const UNREADABLE_CODES = ['malformed-record', 'undecodable-batch', 'handler-failed'] as const;
export type UnreadableCode = (typeof UNREADABLE_CODES)[number];

/** Record that was dead-lettered: nobody has handled it. */
export interface UnreadableRecord extends Pick<Message<unknown>, 'topic' | 'partition' | 'offset' | 'timestamp'> {
  /**
   * `malformed-record` if it does not fit its contract, `undecodable-batch` if its batch cannot be decoded, which represents all
   * records of it, `handler-failed` if no handler could complete it.
   */
  code: UnreadableCode;
  /** Cause; quotes nothing of the record. */
  reason: string;
  /** CloudEvents source from a header; undefined if there is none. */
  source: string | undefined;
  /** Key, if it is text; undefined if there is none. */
  key: string | undefined;
  value: string | undefined;
}

/** Record to publish. */
export interface Outgoing<V = unknown> {
  key: string;
  value: V;
  /** Set only if the key does not choose the partition. */
  partition?: number;
  traceparent?: string;
  /** CloudEvents id; generated when absent. Set it if a repetition must be recognised. */
  eventId?: string;
  /** Epoch ms; now when absent. */
  at?: number;
  /** Set on a tombstone whose record continues under another key. */
  moved?: true;
}
