import {
  type CountryCode,
  type NumberType,
  type PhoneNumber,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import { type Result, ok, refused } from '../result';
import { type DialledNumber, cleanPhone } from './clean-phone';
import { fictionRegion } from './fiction-range';
import type { PhoneRefusal } from './phone-refusal';
import { lengthRefusal, typeRefusal } from './refuse-number';

// A French list mixes metropolitan and overseas numbers, all written `06…`: one national plan over five calling codes.
// The metadata reads them with +33 and calls the overseas ones invalid, so each code of the family is tried.

/** A number that can be texted. */
export interface Phone {
  /** `+` and digits. */
  e164: string;
  /** ISO 3166 alpha-2 of the numbering plan's region; Guadeloupe, Martinique… are regions of their own. */
  region: string;
  /** True for ranges reserved for fiction: simulators only, a route to a real operator refuses them. */
  fiction: boolean;
}

const FRENCH_CODES = ['33', '590', '594', '596', '262'];
export const FRENCH_REGIONS = new Set(['FR', 'GP', 'BL', 'MF', 'GF', 'MQ', 'RE', 'YT']);
/** Saint-Barthélemy and Saint-Martin number as Guadeloupe does: only the list's own country distinguishes them. */
const NUMBERED_AS_GUADELOUPE = new Set(['BL', 'MF']);
/** Short codes are dialled as they are: 3 to 6 digits, no leading zero. */
const SHORT_CODE = /^[1-9]\d{2,5}$/;
/** Machine-to-machine numbers in France: 0700 and ten more digits. */
const FRENCH_MACHINE = /^700\d{10}$/;

const TEXTABLE = new Set<NumberType>(['MOBILE', 'FIXED_LINE_OR_MOBILE']);

/**
 * Reads a phone number as people, CRMs and spreadsheets write it.
 * @param country - ISO 3166 alpha-2 of the list: decides how a national number is read
 * @returns the mobile number, or a refusal whose detail does not repeat the number
 * @see docs/law/numbers.md#where-a-number-is, docs/law/numbers.md#what-can-be-texted, docs/law/numbers.md#numbers-for-tests
 */
export function readPhone(input: string, country: string): Result<Phone, PhoneRefusal> {
  const home = country.toUpperCase();
  if (!isSupportedCountry(home)) {
    return refused({
      code: 'PHONE_UNKNOWN_COUNTRY',
      detail: 'The country is not an ISO 3166 code with a numbering plan. Send two letters, e.g. FR.',
    });
  }
  const cleaned = cleanPhone(input);
  if (!cleaned.ok) return cleaned;
  const dialled = cleaned.value;
  if (!dialled.international && SHORT_CODE.test(dialled.digits)) return refused(typeRefusal('SHORT_CODE'));
  return readDialled(dialled, home);
}

function readDialled(dialled: DialledNumber, home: CountryCode): Result<Phone, PhoneRefusal> {
  const first = parse(dialled, home);
  if (!first) return refused(lengthRefusal(dialled, home));
  if (first.countryCallingCode === '33' && FRENCH_MACHINE.test(first.nationalNumber)) {
    return refused(typeRefusal('MACHINE'));
  }
  const invented = fiction(first);
  if (invented) return ok(invented);
  const type = first.getType();
  if (type) return classify(first, type, home);
  return readAsFrench(first, dialled, home) ?? refused(lengthRefusal(dialled, home));
}

/** Tries the other calling codes of the French plan; undefined when the number is in none. */
function readAsFrench(
  first: PhoneNumber,
  dialled: DialledNumber,
  home: CountryCode,
): Result<Phone, PhoneRefusal> | undefined {
  const national = dialled.international ? first.countryCallingCode === '33' : FRENCH_REGIONS.has(home);
  if (!national) return undefined;
  const tries = FRENCH_CODES.map((code) => `+${code}${first.nationalNumber}`);
  if (!dialled.international)
    tries.push(...FRENCH_CODES.filter((code) => dialled.digits.startsWith(code)).map(() => `+${dialled.digits}`));
  for (const e164 of tries) {
    const number = parsePhoneNumberFromString(e164, { extract: false });
    const invented = number && fiction(number);
    if (invented) return ok(invented);
    const type = number?.getType();
    if (number && type) return classify(number, type, home);
  }
  return undefined;
}

function parse({ digits, international }: DialledNumber, home: CountryCode): PhoneNumber | undefined {
  return parsePhoneNumberFromString(international ? `+${digits}` : digits, { defaultCountry: home, extract: false });
}

function fiction(number: PhoneNumber): Phone | undefined {
  const region = fictionRegion(number.countryCallingCode, number.nationalNumber, number.country);
  return region ? { e164: number.number, region, fiction: true } : undefined;
}

/** @param type - with the whole metadata, a number has one where it is valid; to find it takes as long as to read the number */
function classify(number: PhoneNumber, type: NonNullable<NumberType>, home: CountryCode): Result<Phone, PhoneRefusal> {
  if (!number.country) return refused(typeRefusal('NO_COUNTRY'));
  if (!TEXTABLE.has(type)) return refused(typeRefusal(type));
  const region = number.country === 'GP' && NUMBERED_AS_GUADELOUPE.has(home) ? home : number.country;
  return ok({ e164: number.number, region, fiction: false });
}
