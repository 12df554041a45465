// Contract between the platform and a provider with an HTTP API. An adapter makes requests and reads answers; it sends
// nothing itself. `VendorClient` sends them and alone decides what may have been written, so that no adapter can break G4.
import type { IncomingHttpHeaders } from 'node:http';

/** Reason of a refusal, by its remedy. `opted-out`: the provider blocks the recipient, for the scope of its own list. */
export const REFUSAL_CLASSES = [
  'opted-out',
  'sender',
  'number',
  'content',
  'money',
  'auth',
  'throttle',
  'other',
] as const;
export type RefusalClass = (typeof REFUSAL_CLASSES)[number];

/** Whole text for one recipient; a provider over HTTP divides it into parts itself. */
export interface Submission {
  /** Message id, a UUID: callbacks and `lookup` repeat it. A message is submitted once, so it names the submission too. */
  reference: string;
  /** Sender ID, short code or long number with `+`. */
  from: string;
  /** E.164 with `+`. */
  to: string;
  text: string;
  category: 'service' | 'informative' | 'marketing';
  /** True for an advert without a mention, which the provider appends. Only for an account with `mention: append`. */
  appendMention?: boolean;
  /** The provider should not deliver it later; epoch ms. Ignored by providers without validity. */
  deliverBefore?: number;
}

/** Message as the provider sends it. Fields that its answer lacks are absent. */
export interface FinalMessage {
  /** Text with the mention that the provider appended. */
  text?: string;
  parts?: number;
  price?: { amount: number; currency?: string };
}

export interface Refusal {
  outcome: 'refused';
  class: RefusalClass;
  /** Code of the provider, e.g. `21610`. */
  code: string;
  /** Explanation of the provider. It is published, so `refused` masks numbers in it. */
  detail: string;
}

export interface Acceptance {
  outcome: 'accepted';
  /** Id that the provider gave the message; its receipts carry it. */
  id: string;
  /** Ids of all parts, `id` among them, of a provider that reports each part; absent if it reports messages. */
  partIds?: readonly string[];
  final?: FinalMessage;
}

/**
 * Outcome of one message.
 * - `throttled`, `not-sent`: it was not taken, and may be submitted again
 * - `unknown`: the provider may have it: never submitted again, settled by `lookup`
 */
export type SubmissionResult =
  | Acceptance
  | Refusal
  | { outcome: 'throttled'; afterMs?: number }
  | { outcome: 'not-sent'; reason: string }
  | { outcome: 'unknown'; reason: string };

/**
 * Knowledge of the provider about a reference. `absent` never permits a submission: a message may be absent directly after its
 * acceptance. `unknown`: the answer says neither.
 */
export type LookupResult =
  Acceptance | Refusal | { outcome: 'absent' } | { outcome: 'unknown'; reason: string; afterMs?: number };

/** Abilities of a vendor's API. Settings of an account choose among them. */
export interface Capabilities {
  /** Messages in one call. */
  maxBatch: number;
  /** `append`: the provider can append the STOP mention itself. First is the default. */
  mention: readonly ('ours' | 'append')[];
  /** Characters of the mention that `append` adds to a text, with the space before it; the answer has the true text, or none. */
  appends?: number;
  /** Sender of the confirmation of a STOP unless the account says otherwise. */
  confirmation: 'ours' | 'provider';
  /** `none`: it may deliver however late, so it gets no adverts in the last 2 h of their window. */
  validity: 'honoured' | 'none';
  /** True if the provider itself holds adverts outside of sending hours. */
  holdsHours?: true;
  /** Time after a submission during which a lookup may find it. Absent if the API finds no message by our reference. */
  lookupForMs?: number;
}

export interface VendorRequest {
  method: 'GET' | 'POST';
  /** Path with query, appended to `baseUrl`; begins with `/`. */
  path: string;
  headers: Record<string, string>;
  body?: string;
}

/** Complete answer of the provider, with a body that is JSON, and a status of 200–299 or 400–499 but 408 and 429. */
export interface VendorAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  json: unknown;
}

/** Pure functions without I/O or state. An exception means that the response cannot be read. */
export interface Adapter {
  /** @param batch - 1 up to `maxBatch` messages */
  submit(batch: readonly Submission[]): VendorRequest;
  /** Returns the results in the order of the batch. A 2xx without the id of a message is `unknown` for it. */
  readSubmit(answer: VendorAnswer, batch: readonly Submission[]): SubmissionResult[];
  /** Absent without `lookupForMs`. */
  lookup?: {
    request(reference: string): VendorRequest;
    /** Reads a 2xx. Counts only a message with exactly this reference: a filter that the API ignores returns others. */
    read(answer: VendorAnswer, reference: string): LookupResult;
  };
}

export interface AdapterSettings<Account> {
  account: Account;
  /** Base of the API, without a trailing slash. */
  baseUrl: string;
  /** URL for receipts and replies about a message; undefined if they are configured at the provider. */
  callbackUrl?: (reference: string) => string;
  /** Epoch ms, the real time. */
  now: () => number;
}
