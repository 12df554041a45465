import fc from 'fast-check';
import { canonicalJson } from './canonical-json';
import { digestOf } from './digest';

test('writes the example of RFC 8785 as the RFC does', () => {
  const example = {
    numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
    string: "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\u0022/",
    literals: [null, true, false],
  };
  expect(canonicalJson(example)).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
});

test('sorts names by their UTF-16 units', () => {
  const names = ['€', '\r', '\ufb33', '1', '😀', '\u0080', 'ö'];
  const written = canonicalJson(Object.fromEntries(names.map((name) => [name, 0])));
  expect(Object.keys(JSON.parse(written) as object)).toEqual(['1', '\r', '\u0080', 'ö', '€', '😀', '\ufb33']);
});

const shuffled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffled);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, item]) => [name, shuffled(item)]),
  );
};

test('the order of names and a JSON round trip change nothing', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value));
      expect(canonicalJson(JSON.parse(JSON.stringify(value)))).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('two values have the same digest only if they are equal', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      const same = canonicalJson(one) === canonicalJson(other);
      expect(digestOf(one) === digestOf(other)).toBe(same);
    }),
  );
});

test('writes names the same, however many there are', () => {
  for (let round = 0; round < 2; round += 1)
    for (let n = 0; n < 1_500; n += 1) expect(canonicalJson({ [`"${n}`]: n, a: 0 })).toBe(`{"\\"${n}":${n},"a":0}`);
});

test('omits an undefined member', () => {
  expect(canonicalJson({ b: undefined, a: 1 })).toBe('{"a":1}');
});
