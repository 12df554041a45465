/** Text that holds adverts to its sender, or did a moment ago. */
export interface HeldText {
  readonly moId: string;
  /** Keys of its sender: recipient key and number, as far as they are known. */
  readonly senderKeys: string[];
  /** Short code texted. */
  readonly code?: string;
  /** Epoch ms. */
  readonly receivedAt: number;
  /** True if classified as a request to stop. */
  isStop: boolean;
  /** True for a reply that may ask to stop and waits for a person, which may take days. */
  isUndecided?: boolean;
  /** Advertisers to which either applies, besides those of the code. */
  everyAdvertiser?: boolean;
  advertiserIds?: readonly string[];
  /** Epoch ms by our clock: instant at which its end was published. */
  overAt?: number;
}
