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
  [Buffer.from(Array.from({ length: 32 }, (_, n) => 31 - n)), /pattern/],
  [Buffer.from(Array.from({ length: 32 }, (_, n) => n * 7)), /pattern/],
  [Buffer.from(Array.from({ length: 32 }, (_, n) => n ^ (n >> 1))), /pattern/],
  [
    Buffer.from([...Array(2)].flatMap(() => [3, 1, 4, 15, 92, 65, 35, 89, 79, 32, 38, 46, 26, 43, 83, 27])),
    /half|pattern/,
  ],
  [Buffer.from('0123456789abcdefghijklmnopqrstuw'), /is text|pattern/],
])('a key that is not random is refused: %s', (bytes, why) => expect(weakKey(bytes.toString('base64'))).toMatch(why));

test('every key of a list is checked', () => {
  const good = randomBytes(32).toString('base64');
  expect(weakKey(`${good},${Buffer.alloc(32).toString('base64')}`)).toMatch(/again and again/);
  expect(weakKey(`${good}, ${randomBytes(32).toString('base64')}`)).toBeUndefined();
});

test('a random key is never weak', () => {
  for (let n = 0; n < 2_000; n++) expect(weakKey(randomBytes(32).toString('base64'))).toBeUndefined();
});
