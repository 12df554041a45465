import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json';

export const sha256 = (...parts: (Buffer | string)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** SHA-256 of the canonical JSON, 64 hexadecimal digits: what `sha256sum` says of the same bytes. */
export const digestOf = (value: unknown): string => sha256(canonicalJson(value)).toString('hex');
