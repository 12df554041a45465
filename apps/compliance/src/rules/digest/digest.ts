import { createHash, hash } from 'node:crypto';
import { canonicalJson } from './canonical-json';

export const sha256 = (...parts: (Buffer | string)[]): Buffer => {
  const made = createHash('sha256');
  for (const part of parts) made.update(part);
  return made.digest();
};

/** SHA-256 by one call and in a buffer of the pool: there are three for each message. */
export const sha256Of = (content: Buffer | string): Buffer => Buffer.from(hash('sha256', content, 'binary'), 'latin1');

/** SHA-256 of the canonical JSON, 64 hexadecimal digits: what `sha256sum` says of the same bytes. */
export const digestOf = (value: unknown): string => hash('sha256', canonicalJson(value), 'hex');

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
