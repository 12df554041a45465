// Replies as the API of a vendor lists them: those whose callback was lost are found there. Pure, as adapters are.
import type { AdapterSettings, VendorRequest } from './adapter';
import { textOf } from './answers';
import type { Reply } from './callbacks';

export interface InboxPage {
  replies: Reply[];
  /** Entries that are replies, and cannot be read. */
  unreadable: number;
  /** Requests of further pages, or of the entries that a page names. Signed when they are made. */
  further: (() => VendorRequest)[];
}

export interface Inbox {
  /**
   * @param since - epoch ms; older replies may be left out
   * @param codes - codes and numbers at which the account receives for us
   */
  first(since: number, codes: readonly string[]): (() => VendorRequest)[];
  /**
   * Reads a 200.
   * @param page - how many answers of this poll were read, with this one
   * @throws Error for an answer of another shape than documented
   */
  read(json: unknown, since: number, page: number): InboxPage;
  /** True if callbacks have the id of the list and no date. */
  areCallbacksUndated?: true;
  /** True if callbacks have neither id nor date, so that text and time alone show that a reply was delivered. */
  isMatchedByText?: true;
  /** True if the list removes what it returns: everything in it is taken at once. */
  isEmptiedByReading?: true;
}

export type MakeInbox<Account> = (settings: Omit<AdapterSettings<Account>, 'callbackUrl'>) => Inbox;

/** Epoch ms of a date of a vendor; undefined for an invalid date. */
export function instantOf(value: unknown): number | undefined {
  const at = Date.parse(textOf(value) ?? '');
  return Number.isNaN(at) ? undefined : at;
}
