// Receipts and replies in the form of a vendor. Verified and read at inbound-mo; pure, as adapters are.
import type { IncomingHttpHeaders } from 'node:http';
import type { ReceiptState } from '@stopsms/smpp';
import type { FinalMessage, RefusalClass } from './adapter';

export interface CallbackRequest {
  method: string;
  /** URL as the provider called it, with scheme, host and query: some sign it. */
  url: string;
  headers: IncomingHttpHeaders;
  /** Bytes as received: some sign them. */
  body: Buffer;
  /** Segments of the path after the provider's name: see `callbackPath`. */
  pathSecret: string;
  reference?: string;
}

export interface Receipt {
  /** Id that the provider gave the message in its answer. */
  id: string;
  /** Our reference, if the callback repeats it or its path has it. */
  reference?: string;
  state: ReceiptState;
  /** Code of the provider. */
  error?: string;
  /** Set if the error has a class: `opted-out` is a block of the provider's own list. */
  class?: RefusalClass;
  /** True if the word or the error may mean that the recipient opted out at the provider, among other causes: a person must check it there. */
  mayBeOptOut?: true;
  /** Epoch ms. */
  at?: number;
  final?: FinalMessage;
}

export type AnsweredWord = 'STOP' | 'START' | 'HELP';

export interface Reply {
  /** Id of the provider, the same when it sends the reply again. */
  id?: string;
  /** Number of the handset, as the provider writes it. */
  from: string;
  /** Code or number that was texted. Absent where the callback has none: the account's only code is meant. */
  to?: string;
  text: string;
  /** Position in a long text, of a provider that delivers each part; inbound-mo joins them. */
  part?: { reference: number; total: number; sequence: number };
  /** Epoch ms. */
  at?: number;
  /** Provider's id, or our reference, of the message that was answered: settles the attribution at a shared code. */
  originId?: string;
  originReference?: string;
  /** Keyword that the provider read in the text, acted on and answered itself. Absent if that is not known. */
  answered?: AnsweredWord;
}

/** Content that is neither a receipt nor a reply. `unknown-state`: a word that the documentation does not have. */
export interface Skipped {
  reason: 'unknown-state' | 'other-event' | 'malformed';
  /** Word or event, without number and text. */
  detail: string;
}

export interface ParsedCallback {
  receipts: Receipt[];
  replies: Reply[];
  skipped: Skipped[];
}

/** Provider of a callback, for a signature whose key must be fetched. */
export interface CallbackSource {
  /** Account as parsed by the vendor's adapter. */
  account: unknown;
  baseUrl: string;
  /** Text at a URL; one that does not change is fetched once. Redirects are not followed. */
  fetchText(url: string): Promise<string>;
}

export interface Callbacks {
  /** `path`: nothing is signed, a secret in the path identifies the provider. `signature`: `verify` checks its signature too. */
  verifiedBy: 'path' | 'signature';
  /** @param secrets - one, or two during a change */
  verify(request: CallbackRequest, secrets: readonly string[]): boolean;
  /**
   * Returns whether a verified request was signed within minutes of `now` (epoch ms); absent where the signature covers no time. Vendors may
   * repeat a callback for a day with its first signature, so that what blocks is taken from an old one too.
   */
  isRecent?(request: CallbackRequest, now: number): boolean;
  /** Checks a signature whose key is the vendor's, after `verify`. Rejects if the key cannot be fetched. */
  verifyContent?(request: CallbackRequest, source: CallbackSource): Promise<boolean>;
  /** URL to call once, so that the vendor begins to send; undefined for any other request. Of a verified request. */
  subscriptionOf?(request: CallbackRequest, source: CallbackSource): string | undefined;
  /** Reads a verified request. Never throws: what cannot be read is in `skipped`. */
  parse(request: CallbackRequest): ParsedCallback;
  /** Class of a receipt's error; undefined for one without. */
  classOf(error: string): RefusalClass | undefined;
  /** Body of the 200 that the provider expects; none by default. */
  response?: { contentType: string; body: string };
}

/** Path segment instead of a secret, for a provider that signs. */
export const SIGNED = 'signed';

/** Path of the callbacks of a provider at inbound-mo. */
export const callbackPath = (provider: string, pathSecret = SIGNED, reference?: string): string =>
  `/v1/callbacks/${provider}/${encodeURIComponent(pathSecret)}${reference === undefined ? '' : `/${reference}`}`;
