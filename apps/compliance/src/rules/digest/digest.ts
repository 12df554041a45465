import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json';

export const sha256 = (...parts: (Buffer | string)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** SHA-256 of the canonical JSON, 64 hexadecimal digits: what `sha256sum` says of the same bytes. */
export const digestOf = (value: unknown): string => sha256(canonicalJson(value)).toString('hex');

/** A record, or its digest where the record is kept no more or is not shown: a seal holds either way. */
export type Sealable<T> = T | string;

/** All messages of a campaign share one assessment. */
const digests = new WeakMap<object, string>();

export function recordDigest(record: Sealable<object>): string {
  if (typeof record === 'string') return record;
  const digest = digests.get(record) ?? digestOf(record);
  digests.set(record, digest);
  return digest;
}
