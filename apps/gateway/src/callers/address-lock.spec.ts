import { SystemClock } from '@stopsms/kernel';
import { AddressLock } from './address-lock';

const lock = () => new AddressLock(new SystemClock(), 10);
const fail = (of: AddressLock, times: number, address = '192.0.2.1', account = 'victim') => {
  for (let n = 0; n < times; n += 1) of.failed(address, account);
};

it('is not opened by the right password of another account', () => {
  const guesses = lock();
  fail(guesses, 9);
  guesses.passed('192.0.2.1', 'own');
  expect(guesses.lockedFor('192.0.2.1')).toBeUndefined();
  fail(guesses, 1);
  expect(guesses.lockedFor('192.0.2.1')).toBeGreaterThan(0);
});

it('counts guesses at many accounts together', () => {
  const guesses = lock();
  for (let n = 0; n < 10; n += 1) guesses.failed('192.0.2.1', `account-${n}`);
  expect(guesses.lockedFor('192.0.2.1')).toBeGreaterThan(0);
  expect(guesses.lockedFor('192.0.2.2')).toBeUndefined();
});

it('clears the failures of an account at its right password', () => {
  const mistyped = lock();
  fail(mistyped, 9);
  mistyped.passed('192.0.2.1', 'victim');
  fail(mistyped, 9);
  expect(mistyped.lockedFor('192.0.2.1')).toBeUndefined();
});

it.each([
  ['another address of the /64', '2001:db8:0:1::1', '2001:db8:0:1:ffff::2', true],
  ['the same /64, written out', '2001:db8::1', '2001:0db8:0000:0000:0000:0000:0000:0007', true],
  ['another /64', '2001:db8:0:1::1', '2001:db8:0:2::1', false],
  ['IPv4 within IPv6', '::ffff:192.0.2.1', '192.0.2.1', true],
  ['another IPv4 within IPv6', '::ffff:192.0.2.1', '::ffff:192.0.2.2', false],
])('locks %s or not', (_, one, other, isLocked) => {
  const guesses = lock();
  fail(guesses, 10, one);
  expect(guesses.lockedFor(other) !== undefined).toBe(isLocked);
});
