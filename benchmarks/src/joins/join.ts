import type { MessageStatus } from '@stopsms/contracts';

/** Receipt of an operator. */
export interface RawReceipt {
  receiptId: string;
  provider: string;
  smscId: string;
  stat: string;
  error?: string;
  at: number;
}

/** Joins receipts to messages, and replies to the messages that their senders received. */
export interface Join {
  /** Records journal entries and statuses. */
  record(statuses: MessageStatus[]): Promise<void>;
  /** Resolves once the receipts are durable and may be acknowledged. */
  receipts(receipts: RawReceipt[]): Promise<void>;
  /** Number of texts that went to these recipients. */
  sendsTo(recipientKeys: string[]): Promise<number>;
  /** Resolves once every receipt is joined and published. */
  drained(): Promise<void>;
  close(): Promise<void>;
}
