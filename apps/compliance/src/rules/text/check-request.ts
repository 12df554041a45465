import type { Category } from '@stopsms/text-reader';

/** A text, what the customer says it is, where it goes, and the account it is sent for. */
export interface TextRequest {
  text: string;
  /** Category as declared by the customer. */
  category: Category;
  /** ISO 3166 alpha-2 of the recipient's number: a country, or an overseas region with rules of its own. */
  region: string;
  /** A name of 3 to 11 letters and digits, or one of `codes`; the advertiser's own when absent. */
  sender?: string | undefined;
  codes: readonly string[];
  linkHosts: readonly string[];
  /** `require` (the default) refuses an advert without mention; `insert` adds it. */
  mention?: 'require' | 'insert' | undefined;
  /** Score from which informative texts of this advertiser are reviewed; the usual one if absent. */
  askFrom?: number | undefined;
  /** The running contract an advert of a banned sector is about. */
  contractRef?: string | undefined;
}
