import { randomBytes } from 'node:crypto';
import { weakKey, weakSecret } from './weak-secrets';

test.each([
  ['changeme', 8, 'is an example'],
  ['Please-Change-Me-Now', 8, 'is an example'],
  ['stopsms', 4, 'is an example'],
  ['0000000000000000', 12, 'is made of 1 different character(s)'],
  ['ab12', 12, 'has 4 characters, 12 are needed'],
  ['f3a1c09b', 4, undefined],
  [randomBytes(18).toString('hex'), 12, undefined],
])('%s is judged', (secret, shortest, why) => expect(weakSecret(secret, shortest)).toBe(why));

test.each([
  [Buffer.alloc(32), /again and again/],
  [Buffer.alloc(32, 'ab'), /again and again/],
  [Buffer.from(Array.from({ length: 32 }, (_, n) => n + 250)), /counts up/],
  [Buffer.from('0123456789abcdefghijklmnopqrstuw'), /is text/],
])('a key that is not random is refused: %s', (bytes, why) => expect(weakKey(bytes.toString('base64'))).toMatch(why));

test('a random key never is', () => {
  for (let n = 0; n < 2_000; n++) expect(weakKey(randomBytes(32).toString('base64'))).toBeUndefined();
});
