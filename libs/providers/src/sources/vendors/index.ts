import type { AnyListVendor } from '../list-vendor';
import { brevo } from './brevo';
import { mautic } from './mautic';
import { ovh } from './ovh';

/** Vendors by the name that `vendor:` of OPT_OUT_SOURCES_FILE has. */
export const LIST_VENDORS: ReadonlyMap<string, AnyListVendor> = new Map<string, AnyListVendor>([
  ['brevo', brevo],
  ['mautic', mautic],
  ['ovh', ovh],
]);
