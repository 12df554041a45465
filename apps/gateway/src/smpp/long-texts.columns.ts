import type { Addresses } from './envelope';

/** One part, as it was submitted. */
export interface StoredPart {
  messageId: string;
  dataCoding: number;
  /** Octets without the user data header, in base64. */
  octets: string;
  /** Receipts that it asked for: 0 none, 1 any, 2 a failure, 3 a success. */
  registered: number;
}

/** Fields that the parts of a long text share, of the first one that arrived. */
export interface LongTextHead {
  to: string;
  sender?: string;
  category?: 'marketing' | 'informative';
  notBefore?: number;
  expiresAt?: number;
  addresses: Addresses;
}

/** Columns whose type the schema does not determine. */
export interface Columns {
  long_text: { parts: Record<string, StoredPart>; head: LongTextHead };
}
