import type { MessageStatus, Receipt } from '@stopsms/contracts';

/** Receipt of an operator, as it is written on the topic of raw receipts. */
export interface RawReceipt {
  receiptId: string;
  recipientKey: string;
  provider: string;
  smscId: string;
  stat: string;
  error?: string;
  at: number;
}

/** Messages of one partition, in one record. */
export interface Batch<V> {
  partition: number;
  /** Offset of the record. */
  offset: number;
  values: V[];
}

/** Joins receipts to messages, and replies to the messages that their senders received. */
export interface Join {
  begun(batch: Batch<MessageStatus>): Promise<void>;
  submitted(batch: Batch<MessageStatus>): Promise<void>;
  /** Resolves once the receipts are durable and may be acknowledged. */
  receipts(batch: Batch<RawReceipt>): Promise<void>;
  /** Number of texts that went to these recipients. */
  sendsTo(partition: number, recipientKeys: string[]): Promise<number>;
  /** Resolves once every receipt is joined and published. */
  drained(): Promise<void>;
  close(): Promise<void>;
}

/** Publishes settled messages, in the order given. */
export type Publish = (settled: Receipt[]) => Promise<void>;
