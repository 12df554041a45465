import { randomBytes } from 'node:crypto';
import { hashOfKey, makeApiKey } from './api-key';
import { guessedKeys, isFormed } from './operator-keys';

test.each([
  'admin',
  'password',
  'operator',
  'stopsms_',
  'stopsms_admin',
  'stopsms_example',
  `stopsms_${'a'.repeat(42)}`,
])('%s does not have the form of a key', (key) => expect(isFormed(key)).toBe(false));

test('generated keys have it', () => {
  expect(isFormed(`stopsms_${randomBytes(32).toString('hex')}`)).toBe(true);
  expect(isFormed(makeApiKey().key)).toBe(true);
});

test('a word is found whatever its case, with the line end of an echo and behind the prefix', () => {
  const keys = new Map(
    ['ADMIN', 'password\n', 'stopsms_secret', 'stopsms_4f1c9b7a'].map((key) => [
      hashOfKey(key),
      { name: key.trim(), role: 'admin' as const },
    ]),
  );
  expect(guessedKeys(keys).sort()).toEqual(['ADMIN', 'password', 'stopsms_secret']);
});
