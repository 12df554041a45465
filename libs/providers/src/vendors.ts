import type { AnyVendor } from './contract/vendor';
import { smsmode } from './smsmode';

/** Vendors with an adapter, by the name that `vendor:` of PROVIDERS_FILE has. */
export const VENDORS: ReadonlyMap<string, AnyVendor> = new Map([smsmode].map((each) => [each.name, each]));
