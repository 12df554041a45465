import { sha256, sha256Of } from '../../rules/digest/digest';

// The Merkle tree of RFC 9162 (2.1), so that others need not take our word for how it is made. A leaf and a node are
// hashed with different first bytes: no node can be passed off as a leaf.

const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);

export const leafOf = (content: Buffer | string): Buffer =>
  typeof content === 'string' ? sha256Of(`\0${content}`) : sha256(LEAF, content);
const join = (left: Buffer, right: Buffer): Buffer => sha256Of(Buffer.concat([NODE, left, right]));

/** @param leaves - at least one */
export function rootOf(leaves: readonly Buffer[]): Buffer {
  let level = leaves;
  while (level.length > 1) level = above(level);
  const [root] = level;
  if (!root) throw new RangeError('A tree has at least one leaf');
  return root;
}

/** A tree with its inner nodes, so that the paths of many leaves need no further hashing. */
export class MerkleTree {
  private readonly levels: (readonly Buffer[])[] = [];

  constructor(leaves: readonly Buffer[]) {
    let level = leaves;
    for (; level.length > 1; level = above(level)) this.levels.push(level);
  }

  /** Hashes that a leaf must be joined with, from its neighbour up to the root. */
  pathOf(position: number): Buffer[] {
    return this.levels.flatMap((level, height) => level[(position >> height) ^ 1] ?? []);
  }
}

/** Root that a path leads to; undefined if it is not a valid path of that position in a tree of that size. */
export function rootFrom(leaf: Buffer, position: number, count: number, path: readonly Buffer[]): Buffer | undefined {
  let [hash, at, last] = [leaf, position, count - 1];
  const climb = () => ([at, last] = [at >> 1, last >> 1]);
  if (at > last || at < 0) return undefined;
  for (const neighbour of path) {
    while (last > 0 && isAlone(at, last)) climb();
    if (last === 0) return undefined;
    hash = at % 2 === 0 ? join(hash, neighbour) : join(neighbour, hash);
    climb();
  }
  while (last > 0 && isAlone(at, last)) climb();
  return last === 0 ? hash : undefined;
}

/** The last of a level of odd size has no neighbour and goes up as it is. */
const isAlone = (at: number, last: number): boolean => at === last && at % 2 === 0;

function above(level: readonly Buffer[]): Buffer[] {
  const nodes: Buffer[] = [];
  for (let at = 0; at < level.length; at += 2) {
    const [left, right] = [level[at], level[at + 1]];
    if (left) nodes.push(right ? join(left, right) : left);
  }
  return nodes;
}
