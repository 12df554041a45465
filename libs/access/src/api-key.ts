import { createHash, randomBytes } from 'node:crypto';

// A key is 32 random bytes, so nobody finds it by trying, however fast a guess is checked: the slowness of bcrypt or argon2,
// which protects passwords that people choose, would only cost each request its time. What is kept and told is the SHA-256,
// from which no key can be made. It is looked up in a Map: how long that takes tells of the hash of what was sent, and a hash
// that is nearly right helps nobody to a key.

/** So that secret scanners, and people, know one when they see it. */
const PREFIX = 'stopsms_';
const BYTES = 32;

/** @returns the key, to be shown once, and what is kept of it */
export function makeApiKey(): { key: string; hash: string } {
  const key = PREFIX + randomBytes(BYTES).toString('base64url');
  return { key, hash: hashOfKey(key) };
}

/** SHA-256, hexadecimal. */
export const hashOfKey = (key: string): string => createHash('sha256').update(key).digest('hex');
