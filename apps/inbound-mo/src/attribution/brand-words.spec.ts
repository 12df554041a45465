import { brandsNamed } from './brand-words';

const BRANDS = [
  { of: 'acme', names: ['Acme Mode', 'ACMEMODE'] },
  { of: 'beta', names: ['Bêta', 'BETASHOP'] },
  { of: 'h&m', names: ['H & M'] },
];

test.each([
  { text: 'STOP Acme Mode', named: ['acme'] },
  { text: 'stop acme-mode svp', named: ['acme'] },
  { text: 'Stop ACMEMODE!', named: ['acme'] },
  { text: 'stop béta', named: ['beta'] },
  { text: 'stop be\u0301ta', named: ['beta'] },
  { text: 'STOP à Acme Mode et à Betashop', named: ['acme', 'beta'] },
  { text: 'stop acme', named: [] },
  { text: 'stop alphabeta', named: [] },
  { text: 'STOP', named: [] },
  { text: '', named: [] },
  { text: 'h m', named: [] },
])('"$text" names $named', ({ text, named }) => {
  expect([...brandsNamed(text, BRANDS)].sort()).toEqual(named);
});

test('a reply of 10,000 words is searched at its start alone, and quickly', () => {
  const startedAt = performance.now();
  expect(brandsNamed(`${'a '.repeat(10_000)} betashop`, BRANDS).size).toBe(0);
  expect(performance.now() - startedAt).toBeLessThan(100);
});
