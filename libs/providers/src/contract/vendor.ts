import type { z } from 'zod';
import type { Adapter, AdapterSettings, Capabilities } from './adapter';
import type { Callbacks } from './callbacks';
import type { Inbox, MakeInbox } from './inbox';
import type { VendorWords } from './vendor-words';

/** Vendor of an HTTP API: one folder each, one line in `vendors.ts`. */
export interface Vendor<Account = never> {
  /** Name in `vendor:` of PROVIDERS_FILE, and of its folder. */
  name: string;
  /** Production API; undefined if each account has its own. */
  baseUrl?: string;
  /**
   * Fields of `account:` in PROVIDERS_FILE once environment variables are resolved: `apiKeyFrom: SMSMODE_API_KEY` is `apiKey` here.
   */
  account: z.ZodType<Account>;
  /** Fields of the account that are secrets: they may only be given by `…From`. */
  secrets: readonly (keyof Account & string)[];
  capabilities: Capabilities;
  adapter(settings: AdapterSettings<Account>): Adapter;
  callbacks: Callbacks;
  /** Words and codes that adapter and callbacks read. */
  words: VendorWords;
  /** Absent if the API lists no replies. */
  inbox?: MakeInbox<Account>;
}

/** Vendor of any account: its own schema has parsed the account that it gets. */
export type AnyVendor = Omit<Vendor<Record<string, string>>, 'account' | 'secrets' | 'adapter' | 'inbox'> & {
  account: z.ZodType;
  secrets: readonly string[];
  adapter(settings: AdapterSettings<unknown>): Adapter;
  inbox?: (settings: Omit<AdapterSettings<unknown>, 'callbackUrl'>) => Inbox;
};

/** Checks the fields of a vendor against its own account, and makes it one of the list. */
export const vendor = <Account>(definition: Vendor<Account>): AnyVendor => definition as unknown as AnyVendor;
