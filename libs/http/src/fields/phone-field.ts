import { type Phone, readPhone } from '@stopsms/kernel';
import { type FieldError, Problem } from '../problem';

const HOME_COUNTRY = 'FR';

/**
 * Parses a phone number of a request.
 * @param country - country of a national number
 * @throws Problem 400 that explains the fault without repeating the number
 */
export function phoneIn(location: FieldError['in'], field: string, value: string, country = HOME_COUNTRY): Phone {
  const read = readPhone(value, country);
  if (!read.ok) throw Problem.ofField(read.refusal.code, location, field, `${field}: ${read.refusal.detail}`);
  return read.value;
}
