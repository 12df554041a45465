import { countryOfRegion } from '@stopsms/kernel';
import { entityValidators, euVat, stdnum, type Validator } from 'stdnum';

/** Number of a company in a register, in one form for all ways in which it is written: `FR732829320`. */
type RegistrationNumber = string;

/** Greece writes EL before its VAT numbers. */
const COUNTRY_OF_PREFIX: Record<string, string> = { EL: 'GR' };
const FRANCE = 'FR';

/**
 * Reads the registration number of a company: in France a SIREN, SIRET or VAT number, which name one company by its SIREN; in the
 * other countries of the EU a VAT number, with its country before it or not; elsewhere what the country gives companies.
 * @param country - of the advertiser; a country written before the number goes before it
 * @returns undefined where its form or its check digits are wrong
 */
export function readRegistrationNumber(given: string, country: string): RegistrationNumber | undefined {
  const plain = given
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');
  const prefix = COUNTRY_OF_PREFIX[plain.slice(0, 2)] ?? plain.slice(0, 2);
  const home = euVat[prefix] !== undefined ? prefix : countryOfRegion(country);
  if (home === FRANCE) return readFrench(plain);
  const validators = [...(euVat[home] ?? []), ...(euVat[home] === undefined ? (entityValidators[home] ?? []) : [])];
  for (const number of plain.startsWith(home) || plain.startsWith('EL') ? [plain, plain.slice(2)] : [plain]) {
    const compact = firstValid(validators, number);
    if (compact !== undefined) return `${home}${compact.startsWith(home) ? compact.slice(home.length) : compact}`;
  }
  return undefined;
}

function readFrench(plain: string): RegistrationNumber | undefined {
  const { siren, siret, tva } = stdnum[FRANCE] ?? {};
  const digits = plain.startsWith(FRANCE) ? plain.slice(2) : plain;
  const of = (validator: Validator | undefined, number: string): string | undefined =>
    validator && firstValid([validator], number);
  const number = of(siren, digits) ?? of(siret, digits)?.slice(0, 9) ?? of(tva, `${FRANCE}${digits}`)?.slice(-9);
  return number === undefined ? undefined : `${FRANCE}${number}`;
}

function firstValid(validators: readonly Validator[], number: string): string | undefined {
  for (const validator of validators) {
    const read = validator.validate(number);
    if (read.isValid && read.isCompany) return read.compact;
  }
  return undefined;
}
