import fc from 'fast-check';
import { MerkleTree, leafOf, rootFrom, rootOf } from './merkle-tree';

const INPUTS = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];

// The vectors by which implementations of Certificate Transparency are tested.
test.each([
  [1, '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
  [2, 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
  [3, 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
  [7, 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c'],
  [8, '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
])('the root of %i leaves equals that of other implementations', (count, root) => {
  const leaves = INPUTS.slice(0, count).map((input) => leafOf(Buffer.from(input, 'hex')));
  expect(rootOf(leaves).toString('hex')).toBe(root);
});

const leavesOf = (count: number) => Array.from({ length: count }, (_, n) => leafOf(`leaf ${n}`));
const SIZES = Array.from({ length: 33 }, (_, n) => n + 1);

test.each(SIZES)('each of %i leaves has a path to the root, valid for no other position', (count) => {
  const leaves = leavesOf(count);
  const root = rootOf(leaves);
  const tree = new MerkleTree(leaves);
  leaves.forEach((leaf, position) => {
    const path = tree.pathOf(position);
    expect(path.length).toBeLessThanOrEqual(Math.ceil(Math.log2(count)));
    for (let other = 0; other < count; other += 1) {
      expect(rootFrom(leaf, other, count, path)?.equals(root) ?? false).toBe(other === position);
    }
  });
});

test('a path that is cut, longer, or altered in any bit leads to no root or another one', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 200 }),
      fc.nat(),
      fc.nat(),
      fc.integer({ min: 0, max: 255 }),
      (count, at, step, bit) => {
        const leaves = leavesOf(count);
        const position = at % count;
        const leaf = leaves[position] ?? Buffer.alloc(0);
        const path = new MerkleTree(leaves).pathOf(position);
        const leads = (way: Buffer[]) => rootFrom(leaf, position, count, way)?.equals(rootOf(leaves)) ?? false;
        const flipped = path.map((hash) => Buffer.from(hash));
        const victim = flipped[step % flipped.length];
        if (victim) victim[bit >> 3] = (victim[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(leads(path)).toBe(true);
        expect(leads(flipped)).toBe(false);
        expect(leads(path.slice(1))).toBe(false);
        expect(leads([...path, leaf])).toBe(false);
      },
    ),
  );
});

test.each([-1, 3, 0.5])('position %d of 3 has no root', (position) => {
  const leaves = leavesOf(3);
  expect(
    rootFrom(leafOf('leaf 0'), position, 3, new MerkleTree(leaves).pathOf(0))?.equals(rootOf(leaves)) ?? false,
  ).toBe(false);
});
