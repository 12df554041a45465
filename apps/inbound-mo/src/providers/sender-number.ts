import { readPhone } from '@stopsms/kernel';
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** Token of the country whose national numbers are read without calling code. */
export const HOME_COUNTRY = Symbol('home country');

interface SenderNumber {
  e164: string;
  /** ISO 3166 alpha-2; the home country if the number has none. */
  region: string;
}

/** Scheme of a URI, as of `tel:+33639980012;phone-context=…` (RFC 3966) or `whatsapp:+33639980012`. */
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/** Returns the address in a URI, or the address as it is. */
export const withoutScheme = (from: string): string => from.trim().replace(SCHEME, '').split(';', 1)[0] ?? '';

const E164 = /^\+[1-9]\d{4,14}$/;

/**
 * The number an MO came from. More is taken than we would text: a landline may write STOP too, and the metadata may not
 * know a new range yet. Undefined for a name or a short code, which nobody can be texted at.
 * @param homeCountry - how a number without calling code is read
 */
export function senderNumber(from: string, homeCountry: CountryCode): SenderNumber | undefined {
  const phone = readPhone(from, homeCountry);
  if (phone.ok) return phone.value;
  const number = parsePhoneNumberFromString(from, { defaultCountry: homeCountry, extract: false });
  if (number?.isPossible() && E164.test(number.number)) {
    return { e164: number.number, region: number.country ?? homeCountry };
  }
  return E164.test(from) ? { e164: from, region: homeCountry } : undefined;
}
