import { VENDOR_NAMES, type VendorName } from '@stopsms/kernel';
import type { AnyVendor } from './contract/vendor';
import { aws } from './aws';
import { brevo } from './brevo';
import { infobip } from './infobip';
import { ovh } from './ovh';
import { sinch } from './sinch';
import { smsmode } from './smsmode';
import { twilio } from './twilio';
import { vonage } from './vonage';

const ADAPTERS: Readonly<Record<VendorName, AnyVendor>> = { smsmode, ovh, twilio, infobip, sinch, vonage, brevo, aws };

/** Vendors with an adapter, by the name that `vendor:` of PROVIDERS_FILE has. */
export const VENDORS: ReadonlyMap<string, AnyVendor> = new Map(VENDOR_NAMES.map((name) => [name, ADAPTERS[name]]));
