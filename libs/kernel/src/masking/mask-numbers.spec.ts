import fc from 'fast-check';
import { maskNumbers } from './mask-numbers';

const PREFIXES = ['+33', '0033', '0', '33', '', '+33(0)', '+33 (0) ', '+ 33 ', '＋33'];
const SEPARATORS = [...' .-/_·:,;()|*~\u00a0\u202f\u2009\u200b🔥', '  ', ' - ', ' / ', ''];
const DIGITS: ((digit: string) => string)[] = [
  (digit) => digit,
  (digit) => String.fromCharCode(0xff10 + Number(digit)),
  (digit) => String.fromCodePoint(0x660 + Number(digit)),
  (digit) => String.fromCodePoint(0x1d7ce + Number(digit)),
  (digit) => (digit === '0' ? 'O' : digit),
];
const BEFORE = ['', 'tel ', 'tel', 'Mon numéro : ', 'le 25/11/2026 ', 'Lot de 3, '];
const AFTER = ['', ' ', ', merci', '. Merci', ' !'];

test('masks a number in any spelling completely', () => {
  const spelled = fc
    .record({
      nth: fc.integer({ min: 0, max: 9_999 }),
      prefix: fc.constantFrom(...PREFIXES),
      separators: fc.array(fc.constantFrom(...SEPARATORS), { minLength: 8, maxLength: 8 }),
      scripts: fc.array(fc.constantFrom(...DIGITS), { minLength: 9, maxLength: 9 }),
    })
    .map(({ nth, prefix, separators, scripts }) => {
      const digits = [...`63998${String(nth).padStart(4, '0')}`];
      return prefix + digits.map((digit, n) => (scripts[n]?.(digit) ?? '') + (separators[n] ?? '')).join('');
    });
  fc.assert(
    fc.property(fc.constantFrom(...BEFORE), spelled, fc.constantFrom(...AFTER), (before, number, after) => {
      const shown = maskNumbers(before + number + after);
      expect(shown).toContain('<number>');
      expect(shown.replace(before, '')).not.toMatch(/[\p{Nd}\p{No}]/u);
      expect(maskNumbers(shown)).toBe(shown);
    }),
    { numRuns: 1_000 },
  );
});

test.each([
  '336 39 98 00 12',
  '6 39 98 00 12',
  '06/39/98/00/12',
  '06_39_98_00_12',
  'O6 39 98 OO 12',
  '33 (0) 6 39 98 00 12',
  '0\ufe0f\u20e36\ufe0f\u20e33\ufe0f\u20e39\ufe0f\u20e39\ufe0f\u20e38\ufe0f\u20e30\ufe0f\u20e30\ufe0f\u20e31\ufe0f\u20e32\ufe0f\u20e3',
  '⓪⑥③⑨⑨⑧⓪⓪①②',
  '+1-202-555-0143',
  '32 470 12 34 56',
  '+49 1512 3456789',
  '06 39 98 00:12',
])('%s is a number', (number) => expect(maskNumbers(`Appelez ${number}, merci`)).toBe('Appelez <number>, merci'));

test.each([
  '1 234 567,89 €',
  'commande 123456789',
  'facture 2026-11-0042',
  'STOP 36180',
  'code 482913',
  'rdv le 25/11/2026 10:30',
  'rdv le 06/12/2024 10:30, ou le 06/12/24 10:30',
  '2026-11-25 06:21:20.096',
  'de 8h30 à 19h00',
  '-20% sur 3 articles à 19,99 € jusqu’au 31/12',
  '25 rue Oberkampf, 75011 Paris',
  '5b0e4d4c-9c2e-5f6f-8c0a-061234567890',
  '2026-11-25T13:21:20.096Z',
  '12 ou 34, o ou O',
])('"%s" stays as it is', (text) => expect(maskNumbers(text)).toBe(text));

test('two numbers beside each other are two', () => {
  expect(maskNumbers('06 39 98 00 01 / 639980001')).toBe('<number> / <number>');
});

/** Each character and each group of digits that is looked at is given to a pattern, those of the plans of countries too. */
function stepsOf(text: string): number {
  const steps = jest.spyOn(RegExp.prototype, 'test');
  try {
    maskNumbers(text);
    return steps.mock.calls.length;
  } finally {
    steps.mockRestore();
  }
}

test.each(['1 ', '06 ', '33', '+', '0', '6 39 98 ', 'O', 'O ', '12:34:56.789/', '49 30 '])(
  'the steps for many "%s" grow with the text and not faster',
  (piece) => {
    const [short = 0, long = 0] = [1_000, 20_000].map((length) => stepsOf(piece.repeat(length / piece.length)));
    expect(short).toBeGreaterThan(0);
    // Twenty times as long; quadratic would be four hundred times.
    expect(long).toBeLessThan(25 * short);
  },
);
