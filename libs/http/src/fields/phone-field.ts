import { type Phone, readPhone } from '@stopsms/kernel';
import { type FieldError, Problem } from '../problem';

const HOME_COUNTRY = 'FR';

/**
 * A number in a request.
 * @param country - how a national number is read
 * @throws Problem 400 saying what was wrong with it, without repeating it
 */
export function phoneIn(place: FieldError['in'], field: string, value: string, country = HOME_COUNTRY): Phone {
  const read = readPhone(value, country);
  if (!read.ok) throw Problem.ofField(read.refusal.code, place, field, `${field}: ${read.refusal.detail}`);
  return read.value;
}
