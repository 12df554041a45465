// Form of a vendor's API: routes in, callbacks out. What happens to a message is decided by the desk, alike for all.
import { segment } from '@stopsms/kernel';
import type { Request, Response, Router } from 'express';
import type { Failure } from '../domain/behaviour';

/** Message as an API takes it. */
export interface Submitted {
  /** E.164. */
  to: string;
  from: string;
  text: string;
  /** Reference of the sender, by which a lookup finds it. */
  reference?: string;
  callbackUrl?: string;
  /** Epoch ms. */
  validUntil?: number;
}

export interface VendorMessage extends Submitted {
  id: string;
  /** Text as it reached the handset. */
  finalText: string;
  /** Epoch ms. */
  at: number;
}

/** `blocked`: the vendor's own list refuses it. */
export type Taken = { outcome: 'taken'; message: VendorMessage } | { outcome: 'blocked'; message: VendorMessage };

export interface VendorAnswer {
  status: number;
  json: object;
}

/** Submission as a route reads it; a problem is answered with its status. */
export type ReadCall = { messages: Submitted[] } | { problem: VendorAnswer };

/** `blocked` comes after an acceptance; `unknown` is a word that the vendor does not document. */
export type ReceiptKind =
  { state: 'delivered' } | { state: 'blocked' } | { state: 'unknown' } | { state: 'failed'; failure: Failure };

export interface VendorReply {
  id: string;
  from: string;
  to: string;
  text: string;
  /** Epoch ms. */
  at: number;
  /** Last message to the handset from this code. */
  answers?: VendorMessage;
  /** True if the vendor took it for a STOP, and answers it itself. */
  isAnswered: boolean;
}

/** Content of a callback, before it is signed. */
export interface Callback {
  method: 'POST' | 'GET';
  /** Query of a GET, body of a POST. */
  content: { json: object } | { form: Record<string, string> };
}

export interface Desk {
  /** Answers a submission as the behaviour says: late, with 429, with 500 after taking it, or not at all. */
  submit(read: ReadCall, answer: (taken: Taken[]) => VendorAnswer): Promise<VendorAnswer | 'cut' | 'throttled'>;
  find(reference: string): VendorMessage[];
  /** Puts a number on the vendor's own list, for all senders. */
  block(number: string): void;
}

export interface Face {
  /** It answers STOP itself, unless its behaviour is changed. */
  answersStop?: true;
  /** Words that it then answers, in capitals, if they are not those of most vendors. */
  stops?: readonly string[];
  /** It delivers only replies to its messages, by which it finds the account. */
  repliesNameMessages?: true;
  /** True if the call has the credentials that the vendor asks for, whatever they are. */
  isAuthentic(request: Request): boolean;
  routes(router: Router, desk: Desk, send: Send): void;
  /** Answer over its limit, of a vendor that has another than 429. */
  throttled?: VendorAnswer;
  /** Receipt of a message; several of a vendor that reports each part. */
  receipt(message: VendorMessage, kind: ReceiptKind): Callback | Callback[];
  /** Reply of a handset; several of a vendor that delivers each part. */
  reply(reply: VendorReply): Callback | Callback[];
  /** Headers that sign the callback to this URL; none of a vendor that signs nothing. */
  sign?(url: string, body: string, form: Record<string, string> | undefined, secret: string): Record<string, string>;
  /** Content with its signature, of a vendor that signs in the content itself. @param origin - of its API */
  seal?(content: Callback['content'], secret: string, origin: string): Callback['content'];
  /** Type of its JSON, if it has its own. */
  contentType?: string;
}

/** Sends the answer of a submission. */
export type Send = (request: Request, response: Response, answer: Promise<VendorAnswer | 'cut' | 'throttled'>) => void;

export const digitsOf = (e164: string): string => e164.replace(/^\+/, '');
export const e164Of = (digits: unknown): string => `+${String(digits).replace(/^\+/, '')}`;
export const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');
/** Characters of a part of a long text. */
export const PART_LENGTH = 153;
/** Parts of a text, as vendors bill them. */
export const partsOf = (text: string): number => segment(text).parts.length;
