import fc from 'fast-check';
import { z } from 'zod';
import { nameField, wordsField } from './name-fields';
import { Problem } from '../problem';
import { RequestPipe } from './request.pipe';

const BIDI = [
  '\u061C',
  '\u200E',
  '\u200F',
  '\u202A',
  '\u202B',
  '\u202C',
  '\u202D',
  '\u202E',
  '\u2066',
  '\u2067',
  '\u2068',
  '\u2069',
];
const NO_WIDTH = [
  '\u00AD',
  '\u034F',
  '\u115F',
  '\u180E',
  '\u200B',
  '\u200C',
  '\u200D',
  '\u2060',
  '\u3164',
  '\uFEFF',
  '\u{E0041}',
];
const BROKEN = ['\uD83D', '\uDE00', '\uFFFE', '\u{1FFFF}'];
const LINES = ['\n', '\r', '\u0085', '\u2028', '\u2029'];
const CONTROLS = Array.from({ length: 32 }, (_, n) => String.fromCharCode(n)).concat('\u007F', '\u0080', '\u009B');
const UNSEEN = [...new Set([...BIDI, ...NO_WIDTH, ...BROKEN, ...LINES, ...CONTROLS])];

function read(field: z.ZodType, name: unknown): unknown {
  try {
    return (new RequestPipe(z.strictObject({ name: field })).transform({ name }, { type: 'body' }) as { name: unknown })
      .name;
  } catch (error) {
    if (error instanceof Problem) return error.detail;
    throw error;
  }
}

const codePoint = (character: string) =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

test.each(UNSEEN.map((character) => [codePoint(character), character] as const))(
  'no name holds %s, and the answer says so',
  (code, character) => {
    expect(read(nameField(20), `Lor${character}ane`)).toBe(
      `name must be one line of characters that show: it holds ${code}.`,
    );
    if (character === '\n') return;
    expect(read(wordsField(20), `Lor${character}ane`)).toBe(
      `name must be characters that show, and line feeds: it holds ${code}.`,
    );
  },
);

test.each([
  ['Lorane', 'Lorane'],
  ['  Café Zoë \r\n', 'Café Zoë'],
  ['Cafe\u0301', 'Café'],
  ['L’Été à 19,99\u00A0€ – «\u202Fici\u202F»', 'L’Été à 19,99\u00A0€ – «\u202Fici\u202F»'],
  ['Братья & Söhne 株式会社 سوق', 'Братья & Söhne 株式会社 سوق'],
  ['🛑 👍🏽 ❤️ 👩‍👩‍👧 ❤️‍🔥 🧑🏽‍🚀', '🛑 👍🏽 ❤️ 👩‍👩‍👧 ❤️‍🔥 🧑🏽‍🚀'],
])('"%s" is a name', (given, taken) => expect(read(nameField(60), given)).toBe(taken));

test('reasons may have several lines, which end with a line feed', () => {
  expect(read(wordsField(20), ' one\r\ntwo\n\nthree\r\n')).toBe('one\ntwo\n\nthree');
  expect(read(nameField(20), 'one\r\ntwo')).toBe('name must be one line of characters that show: it holds U+000A.');
});

test.each([
  ['', /^name must not be empty/],
  [' \u00A0\r\n', /^name must not be empty/],
  ['x'.repeat(21), /^name must have/],
  // Composed, it is longer than it was.
  ['\uFB2C'.repeat(7) + 'x', /^name must have/],
  [12, /^name must be/],
])('%j is no name', (given, says) => expect(read(nameField(20), given)).toMatch(says));

test('explains a missing name', () =>
  expect(read(nameField(20, 'who it is'), undefined)).toBe('name is missing: who it is.'));

test('every accepted name is visible and composed, and is accepted again unchanged', () => {
  const units = fc.oneof(
    { weight: 5, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
    { weight: 1, arbitrary: fc.constantFrom(...UNSEEN, '\r\n', ' ') },
  );
  fc.assert(
    fc.property(
      fc.array(units, { maxLength: 6 }).map((parts) => parts.join('')),
      fc.boolean(),
      (given, isName) => {
        const field = isName ? nameField(200) : wordsField(200);
        const taken = field.safeParse(given);
        const shown = given.trim().replaceAll('\r\n', isName ? '\r\n' : '\n');
        const characters = [...shown];
        const hidden = UNSEEN.filter((each) => each !== '\u200D' && (isName || each !== '\n'));
        if (/\p{Surrogate}/u.test(shown) || hidden.some((each) => characters.includes(each)))
          expect(taken.success).toBe(false);
        if (!taken.success) return;
        expect(taken.data).toBe(taken.data.normalize('NFC').trim());
        expect(field.parse(taken.data)).toBe(taken.data);
      },
    ),
    { numRuns: 2_000 },
  );
});

test('the document of the API has lengths and no pattern', () =>
  expect(z.toJSONSchema(z.object({ name: nameField(20), words: wordsField(500) }), { io: 'input' }).properties).toEqual(
    {
      name: { type: 'string', minLength: 1, maxLength: 20 },
      words: { type: 'string', minLength: 1, maxLength: 500 },
    },
  ));
