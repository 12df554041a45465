import type { Topic, ValueOf } from '@stopsms/contracts';

/** One decoded record as handlers see it. */
export interface Message<V> {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  /** When the broker says it was written; epoch ms. */
  readonly timestamp: number;
  readonly key: string;
  readonly value: V;
  /** CloudEvents source as the writer says it, which proves nothing; undefined where it says none. */
  readonly source: string | undefined;
  /** Trace context to pass on to every record and row this message causes. */
  readonly traceparent: string;
  /**
   * For a handler with a `group`: false once its partition went to somebody else since the record was fetched, even if it has come back.
   * Elsewhere always true.
   */
  readonly isOurs: () => boolean;
  /** Of a tombstone: nothing ended, its record goes on under another key. */
  readonly moved: boolean;
}

/** A compacted topic also carries tombstones. */
export type MessageOf<T extends Topic> = Message<
  T['cleanup'] extends { policy: 'compact' } ? ValueOf<T> | null : ValueOf<T>
>;

export type UnreadableCode = 'malformed-record' | 'handler-failed';

/** A record that was given up: nobody has handled it. */
export interface UnreadableRecord extends Pick<Message<unknown>, 'topic' | 'partition' | 'offset' | 'timestamp'> {
  /** `malformed-record` for one that does not fit its contract, `handler-failed` for one that no handler could bring to an end. */
  code: UnreadableCode;
  /** Quotes nothing of the record. */
  reason: string;
  /** CloudEvents source as a header says it; undefined where none does. */
  source: string | undefined;
  /** As far as it is text; undefined where it has none. */
  key: string | undefined;
  value: string | undefined;
}

/** One record on its way out. */
export interface Outgoing<V = unknown> {
  key: string;
  value: V;
  /** Only for records whose key does not choose the partition. */
  partition?: number;
  traceparent?: string;
  /** CloudEvents id; made up when absent. Give it where a resend must be recognisable. */
  eventId?: string;
  /** Epoch ms; the clock's now when absent. */
  at?: number;
  /** Of a tombstone: nothing ends, its record goes on under another key. */
  moved?: true;
}
