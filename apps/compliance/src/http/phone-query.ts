import { readPhone } from '@stopsms/kernel';
import { Problem } from '@stopsms/service-kit';

const HOME_COUNTRY = 'FR';

/** E.164 of a number in a request. @throws Problem 400 saying what was wrong with it, without repeating it */
export function e164Of(phone: string): { e164: string; region: string } {
  const read = readPhone(phone, HOME_COUNTRY);
  if (!read.ok) throw Problem.badRequest(read.refusal.code, `phone: ${read.refusal.detail}`);
  return read.value;
}
