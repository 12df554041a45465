import { createHash } from 'node:crypto';
import { refuse } from './refusal.mjs';

export const HASH = /^[0-9a-f]{64}$/;

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
export const leafOf = (content) => sha256(Buffer.from([0]), content);
const join = (left, right) => sha256(Buffer.from([1]), left, right);
export const bytes = (hex, what) =>
  HASH.test(hex) ? Buffer.from(hex, 'hex') : refuse(`${what} is no SHA-256 digest.`);
export const digestOf = (value) => sha256(canonical(value)).toString('hex');

/** Of a record, or the digest where that is given instead. */
export const digestOfRecord = (record) =>
  typeof record === 'string' ? bytes(record, 'a record').toString('hex') : digestOf(record);

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
    const neighbour = bytes(each, `${what}: a step of the path`);
    hash = at % 2 === 0 ? join(hash, neighbour) : join(neighbour, hash);
    up();
  }
  while (alone()) up();
  if (last !== 0) wrong();
  return hash.toString('hex');
}

export const same = (found, stated, what) => {
  if (found !== stated) refuse(`${what} differs: the document says ${stated}, its content gives ${found}.`);
};
