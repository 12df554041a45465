import type { Submission } from './submission';

/** One thing that happened to the operator. */
export type Entry =
  | ({ kind: 'submit' } & Submission)
  | { kind: 'receipt-acknowledged'; messageId: string }
  | { kind: 'reply'; id: string; from: string; to: string; text: string; at: number; reference: number }
  /** One part of it, counted from 0. */
  | { kind: 'reply-acknowledged'; id: string; part: number; sentAt: number; at: number }
  | { kind: 'handsets-cleared' }
  /** The sequence that the next message and the next reply get. */
  | { kind: 'numbers'; messages: number; replies: number };
