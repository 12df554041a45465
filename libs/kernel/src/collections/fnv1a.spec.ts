import { FNV_PRIME, fnv1a } from './fnv1a';

test.each([
  ['', 0x811c9dc5],
  ['a', 0xe40c292c],
  ['foobar', 0xbf9cf968],
])('hashes %j as the reference implementation does', (text, hash) => {
  expect(fnv1a(text) >>> 0).toBe(hash);
});

test('continues a hash', () => {
  expect(fnv1a('bar', fnv1a('foo'))).toBe(fnv1a('foobar'));
  expect(Math.imul(fnv1a('fooba') ^ 'r'.charCodeAt(0), FNV_PRIME)).toBe(fnv1a('foobar'));
});
