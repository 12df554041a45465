import { brandsNamed } from './brand-words';

const BRANDS = [
  { of: 'acme', names: ['Acme Mode', 'ACMEMODE'] },
  { of: 'beta', names: ['Bêta', 'BETASHOP'] },
  { of: 'h&m', names: ['H & M'] },
  { of: 'merci', names: ['Merci'] },
  { of: 'merci shop', names: ['Merci Shop'] },
];

test.each([
  { text: 'STOP Acme Mode', named: ['acme'] },
  { text: 'stop acme-mode svp', named: ['acme'] },
  { text: 'Stop ACMEMODE!', named: ['acme'] },
  { text: 'stop béta', named: ['beta'] },
  { text: 'stop be\u0301ta', named: ['beta'] },
  { text: 'STOP à Acme Mode et à Betashop', named: ['acme', 'beta'] },
  { text: 'stop acmee mode', named: ['acme'] },
  { text: 'STOP Amce Mode', named: ['acme'] },
  { text: 'stop betashp', named: ['beta'] },
  { text: 'stop beto', named: [] },
  { text: 'stop merci', named: [] },
  { text: 'stop merci shop', named: ['merci shop'] },
  { text: 'stop sauf acme mode', named: [] },
  { text: 'unsubscribe except betashop', named: [] },
  { text: 'stop acme', named: [] },
  { text: 'stop alphabeta', named: [] },
  { text: 'STOP', named: [] },
  { text: '', named: [] },
  { text: 'h m', named: [] },
])('"$text" names $named', ({ text, named }) => {
  expect([...brandsNamed(text, BRANDS).keys()].sort()).toEqual(named);
});

test('a mistyped name is distinguished from one written right', () => {
  expect(brandsNamed('stop acmee mode', BRANDS).get('acme')).toBe('mistyped');
  expect(brandsNamed('stop acmee mode, acme mode', BRANDS).get('acme')).toBe('whole');
});

test('searches only the start of a reply of 10,000 words', () => {
  expect(brandsNamed(`${'a '.repeat(10_000)} betashop`, BRANDS).size).toBe(0);
});
