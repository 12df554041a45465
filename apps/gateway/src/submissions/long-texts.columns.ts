/** One part, as it was submitted: its octets in base64, and what the system wants to learn of it. */
export interface StoredPart {
  messageId: string;
  dataCoding: number;
  octets: string;
  /** Bits of `registered_delivery`. */
  registered: number;
}

/** Fields that the parts of a long text share, of the first one that arrived. */
export interface LongTextHead {
  category: 'marketing' | 'informative';
  notBefore?: number;
  expiresAt?: number;
  addresses: Record<string, unknown>;
}

/** Columns of which the schema does not say enough. */
export interface Columns {
  long_text: { parts: Record<string, StoredPart>; head: LongTextHead };
}
