import type { AnyVendor } from './contract/vendor';
import { brevo } from './brevo';
import { infobip } from './infobip';
import { ovh } from './ovh';
import { sinch } from './sinch';
import { smsmode } from './smsmode';
import { twilio } from './twilio';
import { vonage } from './vonage';

/** Vendors with an adapter, by the name that `vendor:` of PROVIDERS_FILE has. */
export const VENDORS: ReadonlyMap<string, AnyVendor> = new Map(
  [smsmode, ovh, twilio, infobip, sinch, vonage, brevo].map((each) => [each.name, each]),
);
