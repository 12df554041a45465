import { fromHex, sha256Hex } from './node-crypto.mjs';
import { refuse } from './refusal.mjs';

// Digests are hexadecimal.

export const HASH = /^[0-9a-f]{64}$/;

const [LEAF, NODE] = [Uint8Array.of(0), Uint8Array.of(1)];

/** @param content - text, or bytes */
export const leafOf = (content) => sha256Hex(LEAF, content);
const join = (left, right) => sha256Hex(NODE, fromHex(left), fromHex(right));
/** The digest itself, where it is one. */
export const digestIn = (hex, what) =>
  typeof hex === 'string' && HASH.test(hex) ? hex : refuse(`${what} is no SHA-256 digest.`);
export const digestOf = (value) => sha256Hex(canonical(value));

/** Digest of a record, or the digest that is given instead. */
export const digestOfRecord = (record) =>
  typeof record === 'string' ? digestIn(record, 'a record') : digestOf(record);

/** RFC 8785. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

/** The root that a path leads to from the leaf at `position` of `count` (RFC 9162, 2.1.3.2). */
export function climb(leaf, position, count, path, what) {
  let [hash, at, last] = [leaf, position, count - 1];
  const wrong = () => refuse(`${what}: the path is not that of position ${position} of ${count}.`);
  if (!Number.isInteger(at) || !Number.isInteger(last) || at < 0 || at > last || !Array.isArray(path)) wrong();
  const up = () => ([at, last] = [Math.floor(at / 2), Math.floor(last / 2)]);
  const alone = () => last > 0 && at === last && at % 2 === 0;
  for (const each of path) {
    while (alone()) up();
    if (last === 0) wrong();
    const neighbour = digestIn(each, `${what}: a step of the path`);
    hash = at % 2 === 0 ? join(hash, neighbour) : join(neighbour, hash);
    up();
  }
  while (alone()) up();
  if (last !== 0) wrong();
  return hash;
}

export const same = (found, stated, what) => {
  if (found !== stated) refuse(`${what} differs: the document says ${stated}, its content gives ${found}.`);
};
