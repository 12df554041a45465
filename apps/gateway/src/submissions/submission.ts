import type { Account, Category, Door } from '../accounts/account';

/** Outcomes that the system wants a receipt for. */
export type Wanted = 'none' | 'final' | 'failure' | 'success';

/** Data of a door that it needs to report the outcome, such as addresses or a callback URL. Deleted with the outcome, and on erasure. */
export type Envelope = Record<string, unknown>;

/** One SMS that the system of an account submits. */
export interface Submission {
  account: Account;
  door: Door;
  /** Id that the caller has already returned to the system; a new one by default. */
  messageId?: string;
  /** E.164, or national in the country of the account. */
  to: string;
  text: string;
  sender?: string;
  category?: Category;
  /** Name that the system gives it: the same name twice at one door is one SMS. At most 200 characters. */
  idempotencyKey?: string;
  /** Name of the system for texts of one kind, as `group` of `sms.requested.v1`. */
  group?: string;
  /** Epoch ms. */
  notBefore?: number;
  expiresAt?: number;
  wanted: Wanted;
  envelope: Envelope;
  /** True if its parts were admitted one by one: it does not count towards the rate again. */
  isAdmitted?: true;
}

export interface Accepted {
  /** Id of the message on the platform, for receipts and for `GET /v1/messages/:id`. */
  messageId: string;
  /** True if it was submitted before under the same idempotency key. */
  isRepeated: boolean;
}

export type SubmitRefusal =
  /** The account is over its rate. */
  | { code: 'THROTTLED' }
  /** The platform is behind, or too many receipts of the account wait: the system must try again later. */
  | { code: 'BUSY' }
  /** The idempotency key is that of another message: nothing was accepted, and the other one is not concerned. */
  | { code: 'CONFLICT' }
  /** A field is outside its bounds. */
  | { code: 'INVALID'; detail: string };
