import type { OptOut, OptOutChanged } from '@stopsms/contracts';

/** Somebody asks that a recipient be left alone, in one or more scopes. */
export interface OptOutRequest {
  /** The same cause recorded twice changes nothing. */
  causeId: string;
  recipientKey: string;
  scopes: string[];
  source: OptOut['source'];
  evidenceId: string;
  /** For a person who asks why: no number, no text. */
  reason: string;
  /** Who recorded it, where that was a person: the name of the key. */
  by?: string | undefined;
  /** Epoch ms of the person's own act, or of the decision of whoever read it for one. */
  at: number;
  /** Epoch ms of the person's own act, where it was read later: a return since then stands against it. */
  askedAt?: number;
  /** Epoch ms, by our clock, where `at` may be another's: when the platform accepted it. */
  acceptedAt?: number;
  /** An undated row of a list: as often as it is given, it holds against every return before. */
  isUndated?: true;
  attributed: boolean;
  /** Advertisers that have the number already, and may be told it. */
  numberKnownTo?: string[];
  /** Of a complaint: when the text was sent, as far as the report says; epoch ms. */
  sentAt?: number;
  /** A written erasure of the opt-out itself follows. */
  forget?: true;
  /** Of a return: who ended the opt-out, on what document. */
  lift?: NonNullable<OptOutChanged['lift']>;
  /** Only where a confirmation may be due. */
  msisdn?: string;
  region?: string;
  code?: string;
  traceparent?: string;
}

/** What became of a request in one scope. */
export interface Recorded {
  causeId: string;
  scope: string;
  change: 'opted-out' | 'repeated';
  episodeId: string;
}
