import type { AnySourceVendor } from '../source-vendor';
import { aws } from './aws';
import { brevo } from './brevo';
import { mautic } from './mautic';
import { ovh } from './ovh';
import { twilio } from './twilio';

/** Vendors by the name that `vendor:` of OPT_OUT_SOURCES_FILE has. */
export const SOURCE_VENDORS: ReadonlyMap<string, AnySourceVendor> = new Map<string, AnySourceVendor>([
  ['aws', aws as AnySourceVendor],
  ['brevo', brevo as AnySourceVendor],
  ['mautic', mautic as AnySourceVendor],
  ['ovh', ovh as AnySourceVendor],
  ['twilio', twilio as AnySourceVendor],
]);
