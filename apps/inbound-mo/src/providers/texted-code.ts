import { type CountryCode, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** An advertiser's code has 3 to 6 digits; no telephone number is as short. */
const CODE = /^\d{3,6}$/;
const DIGITS = /^(\+|00)?(\d+)$/;

/**
 * Returns the texted code as advertisers and senders write it: `36180`, in whatever form the operator delivers a short code
 * (`+3336180`, `003336180`, `3336180`), a long number as E.164, a name unchanged.
 * @param homeCountry - country whose calling code may precede a code without a plus
 */
export function textedCode(to: string, homeCountry: CountryCode): string {
  const [, prefix = '', digits] = DIGITS.exec(to) ?? [];
  if (digits === undefined) return to;
  if (CODE.test(digits)) return digits;
  const calling = getCountryCallingCode(homeCountry);
  const dressed = prefix === '' && digits.startsWith(calling) && CODE.test(digits.slice(calling.length));
  const international = prefix !== '' || dressed ? `+${digits}` : digits;
  const number = parsePhoneNumberFromString(international, { defaultCountry: homeCountry, extract: false });
  if (!number) return to;
  if (CODE.test(number.nationalNumber) && !number.isValid()) return number.nationalNumber;
  return number.isPossible() ? number.number : to;
}
