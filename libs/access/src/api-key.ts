import { createHash, randomBytes } from 'node:crypto';

// A key is 32 random bytes, so it cannot be guessed, however fast a guess is checked: the slowness of bcrypt or argon2, which
// protects passwords that people choose, would only delay each request. Only its SHA-256 is stored and published, from which no key
// can be derived. The timing of the lookup in a Map reveals something about the hash of the sent key, which helps to find no key.

/** Makes keys recognisable to people and secret scanners. */
const PREFIX = 'stopsms_';
const BYTES = 32;

/** @returns the key, which is shown once, and its hash, which is stored */
export function makeApiKey(): { key: string; hash: string } {
  const key = PREFIX + randomBytes(BYTES).toString('base64url');
  return { key, hash: hashOfKey(key) };
}

/** SHA-256, hexadecimal. */
export const hashOfKey = (key: string): string => createHash('sha256').update(key).digest('hex');
