/** A text for whose sake adverts wait, or did a moment ago. */
export interface HeldText {
  readonly moId: string;
  /** By what its sender is found: recipient key and number, as far as they are known. */
  readonly places: string[];
  /** Short code texted. */
  readonly code?: string;
  /** Epoch ms. */
  readonly receivedAt: number;
  /** Read as a request to stop. */
  isStop: boolean;
  /** A reply that may ask to stop and waits for a person: expected to take days. */
  isUndecided?: boolean;
  /** Of either: to whom it applies, beside those of the code. */
  everyAdvertiser?: boolean;
  advertiserIds?: readonly string[];
  /** Epoch ms, ours: told over since then. */
  overAt?: number;
}
