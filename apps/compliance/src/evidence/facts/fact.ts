/** Kinds of facts. A fact is stored by the index of its kind: append new ones, remove none. */
export const KINDS = [
  'decision',
  'submitting',
  'submitted',
  'blocked',
  'rejected',
  'expired',
  'unknown',
  'receipt',
] as const;
export type FactKind = (typeof KINDS)[number];

/** A thing that happened to a message, written once. Instants in epoch ms. */
export interface Fact {
  messageId: string;
  kind: FactKind;
  /** 0 of a receipt, which is of the message. */
  attempt: number;
  at: number;
  /** Day (UTC) on which it was written, by which it is kept; `2026-11-25`. */
  day: string;
  /** Recipient of the first decision, as it was hashed then. */
  recipientKey: string | null;
  /** Digest of what a decision shares with others. */
  context: Buffer | null;
  /** Digest of the evidence in the text. */
  reading: Buffer | null;
  consentId: string | null;
  /** JSON of what else is its own. */
  own: string;
  /** Hash of the message's last fact when this one was written. */
  previous: Buffer | null;
  /** Its leaf in the batch that seals it. */
  hash: Buffer;
}
