import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { GSM7_BASIC, GSM7_EXTENSION, septetsAt } from './gsm-7';
import { segment } from './segment';

const rows = readFileSync(join(__dirname, 'segments.tsv'), 'utf8')
  .split('\n')
  .slice(1)
  .filter((line) => line !== '')
  .map((line) => {
    const [text = '', encoding = '', units = '', parts = ''] = line.split('\t');
    return { row: text, encoding, units: Number(units), parts: Number(parts) };
  });

/** `{c*n}` first, so that an escaped brace is never taken for a repetition. */
function unescape(row: string): string {
  const plain = (text: string): string =>
    text.replace(/\\(?:u([0-9A-Fa-f]{4})|([ntr]))/g, (_, hex?: string, letter?: string) =>
      hex === undefined
        ? { n: '\n', t: '\t', r: '\r' }[letter as 'n' | 't' | 'r']
        : String.fromCharCode(parseInt(hex, 16)),
    );
  return plain(
    row.replace(/\{((?:\\u[0-9A-Fa-f]{4})+|.)\*(\d+)\}/gu, (_, c: string, n: string) => c.repeat(Number(n))),
  );
}

describe('segment', () => {
  test('has every row of the case file to meet', () => {
    expect(rows).toHaveLength(43);
  });

  test('counts every row as labelled', () => {
    const counted = rows.map(({ row }) => {
      const segments = segment(unescape(row));
      return { row, ...segments, parts: segments.parts.length };
    });
    expect(counted).toEqual(rows);
  });

  test.each([
    { it: 'keeps an escape pair whole', text: `${'x'.repeat(152)}€${'x'.repeat(152)}`, lengths: [152, 152, 1] },
    { it: 'keeps a surrogate pair whole', text: `${'ê'.repeat(66)}😀${'ê'.repeat(66)}`, lengths: [66, 67, 1] },
    { it: 'fills each part before the next', text: 'x'.repeat(400), lengths: [153, 153, 94] },
    { it: 'gives an empty text one empty part', text: '', lengths: [0] },
  ])('$it', ({ text, lengths }) => {
    expect(segment(text).parts.map((part) => part.length)).toEqual(lengths);
  });

  test.each([
    { it: 'Ç, which has a code', text: 'Ç', encoding: 'GSM-7', units: 1 },
    { it: 'ç, which has none', text: 'ç', encoding: 'UCS-2', units: 1 },
    { it: 'a tab, whose octet would read Ç', text: '\t', encoding: 'UCS-2', units: 1 },
    { it: 'the escape character', text: '\u001b', encoding: 'UCS-2', units: 1 },
    { it: 'a form feed', text: '\f', encoding: 'GSM-7', units: 2 },
    { it: 'a lone high surrogate', text: '\ud83d', encoding: 'UCS-2', units: 1 },
    { it: 'a lone low surrogate', text: 'a\ude00b', encoding: 'UCS-2', units: 3 },
  ])('writes $it as $encoding', ({ text, encoding, units }) => {
    expect(segment(text)).toEqual({ encoding, units, parts: [text] });
  });
});

describe('any text', () => {
  const gsm = fc.constantFrom(...GSM7_BASIC.replace('\u001b', ''), ...GSM7_EXTENSION.values());
  const anyUnit = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit));
  const surrogate = fc.integer({ min: 0xd800, max: 0xdfff }).map((unit) => String.fromCharCode(unit));
  const texts = fc.oneof(
    fc.array(gsm, { maxLength: 700 }),
    fc.array(fc.oneof(anyUnit, surrogate, fc.constant('😀')), { maxLength: 400 }),
  );
  const joined = texts.map((chars) => chars.join(''));
  const unitsOf = (encoding: string, text: string): number =>
    encoding === 'UCS-2' ? text.length : [...text].reduce((sum, char) => sum + septetsAt(char, 0), 0);

  test('is its parts, joined', () => {
    fc.assert(fc.property(joined, (text) => segment(text).parts.join('') === text));
  });

  test('has no part above its limit, and none that a shorter cut would have spared', () => {
    fc.assert(
      fc.property(joined, (text) => {
        const { encoding, parts, units } = segment(text);
        const limit = { 'GSM-7': [160, 153], 'UCS-2': [70, 67] }[encoding][parts.length === 1 ? 0 : 1] ?? 0;
        const sizes = parts.map((part) => unitsOf(encoding, part));
        expect(Math.max(...sizes)).toBeLessThanOrEqual(limit);
        sizes.slice(0, -1).forEach((size) => expect(size).toBeGreaterThanOrEqual(limit - 1));
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(units);
      }),
    );
  });

  test('never has a surrogate pair cut in two', () => {
    fc.assert(
      fc.property(joined, (text) => {
        const { parts } = segment(text);
        parts.slice(1).forEach((part, index) => {
          const edge = (parts[index] ?? '').slice(-1) + part.slice(0, 1);
          expect(edge).not.toMatch(/^[\u{10000}-\u{10ffff}]$/u);
        });
      }),
    );
  });
});
