import type { OptOut, OptOutChanged } from '@stopsms/contracts';

/** Somebody asks that a recipient be left alone, in one or more scopes. */
export interface OptOutRequest {
  /** The same cause recorded twice changes nothing. */
  causeId: string;
  recipientKey: string;
  scopes: string[];
  source: OptOut['source'];
  evidenceId: string;
  /** Reason shown to a person who asks why; contains no number and no text. */
  reason: string;
  /** Person who recorded it: the name of the key. */
  by?: string | undefined;
  /** Epoch ms of the person's own act, or of the decision of the person who classified it. */
  at: number;
  /** Epoch ms of the person's own act, where it was classified later: a return since then holds against it. */
  askedAt?: number;
  /** Epoch ms, by our clock, where `at` may be another's: when the platform accepted it. */
  acceptedAt?: number;
  /** An undated row of a list: as often as it is given, it holds against every return before. */
  isUndated?: true;
  attributed: boolean;
  /** Advertisers that have the number already, and may receive it. */
  numberKnownTo?: string[];
  /** Time at which the text of a complaint was sent, as far as the report says; epoch ms. */
  sentAt?: number;
  /** A written erasure of the opt-out itself follows. */
  forget?: true;
  /** Person who ended the opt-out of a return, and the document. */
  lift?: NonNullable<OptOutChanged['lift']>;
  /** Only where a confirmation may be due. */
  msisdn?: string;
  region?: string;
  code?: string;
  /** Operator that confirms the opt-out or the return to the person itself. */
  confirmedBy?: string;
  traceparent?: string;
}

/** Outcome of a request in one scope. */
export interface Recorded {
  causeId: string;
  scope: string;
  change: 'opted-out' | 'repeated';
  episodeId: string;
}
