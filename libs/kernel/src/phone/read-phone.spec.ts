import fc from 'fast-check';
import { PHONE_REFUSALS } from './phone-refusal';
import { readPhone } from './read-phone';

const FR = '+33639980012';

const WRITTEN: readonly [how: string, input: string][] = [
  ['plain', '0639980012'],
  ['spaces', '06 39 98 00 12'],
  ['dots', '06.39.98.00.12'],
  ['dashes', '06-39-98-00-12'],
  ['typographic dashes', '06\u201139\u201398\u221200\u201412'],
  ['slashes', '06/39/98/00/12'],
  ['parentheses', '(06) 39 98 00 12'],
  ['no-break spaces', '06\u00A039\u202F98\u00A000\u202F12'],
  ['outer spaces and a tab', ' \t0639980012 '],
  ['E.164', '+33639980012'],
  ['00 prefix', '0033639980012'],
  ['00 prefix with spaces', '00 33 6 39 98 00 12'],
  ['(0) inside', '+33 (0)6 39 98 00 12'],
  ['( 0 ) after 0033', '0033 ( 0 ) 639980012'],
  ['+ in parentheses', '(+33) 6 39 98 00 12'],
  ['0 kept after +33', '+330639980012'],
  ['calling code without +', '33639980012'],
  ['apostrophe of Excel', "'0639980012"],
  ['curly apostrophe', '\u20190639980012'],
  ['formula of Excel', '="0639980012"'],
  ['0 eaten by Excel', '639980012'],
  ['full-width digits', '\uFF10\uFF16\uFF13\uFF19\uFF19\uFF18\uFF10\uFF10\uFF11\uFF12'],
  ['byte order mark and direction marks', '\uFEFF\u202A0639980012\u202C'],
];

test('a French mobile number is read however it is written', () => {
  const read = WRITTEN.map(([how, input]) => [how, readPhone(input, 'FR')]);
  const value = { e164: FR, region: 'FR', fiction: true };
  expect(read).toEqual(WRITTEN.map(([how]) => [how, { ok: true, value }]));
});

const OVERSEAS: readonly [where: string, input: string, e164: string, region: string][] = [
  ['Guadeloupe', '0690 27 12 34', '+590690271234', 'GP'],
  ['Guadeloupe, 0691', '0691301234', '+590691301234', 'GP'],
  ['Guadeloupe, 07090', '0709012345', '+590709012345', 'GP'],
  ['Guyane', '0694 20 12 34', '+594694201234', 'GF'],
  ['Guyane, 07093', '0709312345', '+594709312345', 'GF'],
  ['Martinique', '0696201234', '+596696201234', 'MQ'],
  ['Martinique, 0697', '0697201234', '+596697201234', 'MQ'],
  ['Martinique, 07091', '0709112345', '+596709112345', 'MQ'],
  ['Réunion', '0692123456', '+262692123456', 'RE'],
  ['Réunion, 0693', '0693201234', '+262693201234', 'RE'],
  ['Réunion, 07092', '0709212345', '+262709212345', 'RE'],
  ['Mayotte', '0639012345', '+262639012345', 'YT'],
  ['Guadeloupe with a wrong +33', '+33690271234', '+590690271234', 'GP'],
  ['Guadeloupe with a wrong 0033', '0033 690 27 12 34', '+590690271234', 'GP'],
  ['Guadeloupe with a wrong +33 (0)', '+33 (0)690 27 12 34', '+590690271234', 'GP'],
  ['Mayotte with a wrong +33', '+33639012345', '+262639012345', 'YT'],
  ['Guadeloupe, E.164', '+590690271234', '+590690271234', 'GP'],
  ['Guadeloupe, 0 eaten by Excel', '690271234', '+590690271234', 'GP'],
  ['Guadeloupe, + lost', '590690271234', '+590690271234', 'GP'],
];

test('an overseas number in a French list is read', () => {
  const read = OVERSEAS.map(([where, input]) => [where, readPhone(input, 'FR')]);
  const value = (e164: string, region: string) => ({ e164, region, fiction: false });
  expect(read).toEqual(OVERSEAS.map(([where, , ...known]) => [where, { ok: true, value: value(...known) }]));
});

test.each([
  ['a metropolitan number in a list from Réunion', '06 12 34 56 78', 'RE', '+33612345678', 'FR', false],
  ['a Mayotte number in a list from Réunion', '0639012345', 'RE', '+262639012345', 'YT', false],
  ['a fiction number in a list from Mayotte', '0639980012', 'YT', FR, 'FR', true],
  ['a list from Saint-Barthélemy', '0690271234', 'BL', '+590690271234', 'BL', false],
  ['a list from Saint-Martin', '0690271234', 'MF', '+590690271234', 'MF', false],
  ['a lower-case country', '0639980012', 'fr', FR, 'FR', true],
  ['a British fiction number', '07700 900123', 'GB', '+447700900123', 'GB', true],
  ['a British fiction number from a French list', '+44 7700 900123', 'FR', '+447700900123', 'GB', true],
  ['an American fiction number', '(202) 555-0123', 'US', '+12025550123', 'US', true],
  ['an American number, mobile or not', '+1 202 456 1111', 'US', '+12024561111', 'US', false],
  ['a Polish number in a French list', '+48 512 345 678', 'FR', '+48512345678', 'PL', false],
  ['a Belgian number', '0470 12 34 56', 'BE', '+32470123456', 'BE', false],
])('%s is read', (_, input, country, e164, region, fiction) => {
  expect(readPhone(input, country)).toEqual({ ok: true, value: { e164, region, fiction } });
});

const REFUSED: readonly [what: string, input: string, country: string, code: string][] = [
  ['nothing', '', 'FR', 'PHONE_EMPTY'],
  ['spaces', ' \u00A0\u200B', 'FR', 'PHONE_EMPTY'],
  ['a lone apostrophe', "'", 'FR', 'PHONE_EMPTY'],
  ['a word', 'inconnu', 'FR', 'PHONE_NOT_A_NUMBER'],
  ['a plus alone', '+', 'FR', 'PHONE_NOT_A_NUMBER'],
  ['a number with a name', '0639980012 Camille', 'FR', 'PHONE_NOT_A_NUMBER'],
  ['two numbers', '0639980012 / 0639980013', 'FR', 'PHONE_TOO_LONG'],
  ['an e-mail address', 'a0639980012@example.org', 'FR', 'PHONE_NOT_A_NUMBER'],
  ['an extension', '0639980012 x12', 'FR', 'PHONE_NOT_A_NUMBER'],
  ['an unassigned range', '07 00 12 34 56', 'FR', 'PHONE_NOT_A_NUMBER'],
  ['a number cut short', '06 39 98', 'FR', 'PHONE_TOO_SHORT'],
  ['a digit missing', '06 39 98 00 1', 'FR', 'PHONE_TOO_SHORT'],
  ['a digit missing in E.164', '+3363998001', 'FR', 'PHONE_TOO_SHORT'],
  ['a digit too many', '06 39 98 00 12 3', 'FR', 'PHONE_TOO_LONG'],
  ['a digit too many in E.164', '+336399800123', 'FR', 'PHONE_TOO_LONG'],
  ['one digit', '6', 'FR', 'PHONE_TOO_SHORT'],
  ['ten thousand digits', '6'.repeat(10_000), 'FR', 'PHONE_TOO_LONG'],
  ['a landline', '01 99 00 12 34', 'FR', 'PHONE_LANDLINE'],
  ['an overseas landline', '0590 82 12 34', 'FR', 'PHONE_LANDLINE'],
  ['a British landline', '+44 20 7946 0018', 'FR', 'PHONE_LANDLINE'],
  ['a VoIP number', '09 70 12 34 56', 'FR', 'PHONE_NOT_MOBILE'],
  ['a premium number', '0899 12 34 56', 'FR', 'PHONE_NOT_MOBILE'],
  ['a toll-free number', '0800 12 34 56', 'FR', 'PHONE_NOT_MOBILE'],
  ['a machine-to-machine number', '0700 1234567890', 'FR', 'PHONE_NOT_MOBILE'],
  ['a machine-to-machine number in E.164', '+337001234567890', 'FR', 'PHONE_NOT_MOBILE'],
  ['a short code', '36180', 'FR', 'PHONE_NOT_MOBILE'],
  ['a satellite phone', '+881612345678', 'FR', 'PHONE_NOT_MOBILE'],
  ['an international toll-free number', '+80012345678', 'FR', 'PHONE_NOT_MOBILE'],
  ['French Excel notation', '6,12E+08', 'FR', 'PHONE_EXCEL_MANGLED'],
  ['English Excel notation', '3.36E+10', 'FR', 'PHONE_EXCEL_MANGLED'],
  ['lower-case Excel notation', '6,39980012e8', 'FR', 'PHONE_EXCEL_MANGLED'],
  ['an unknown calling code', '+999639980012', 'FR', 'PHONE_UNKNOWN_COUNTRY'],
  ['an unknown list country', '0639980012', 'XX', 'PHONE_UNKNOWN_COUNTRY'],
  ['an empty list country', '0639980012', '', 'PHONE_UNKNOWN_COUNTRY'],
];

test('refuses an input that is not a mobile number with its code and what to do', () => {
  const read = REFUSED.map(([what, input, country]) => [what, readPhone(input, country)]);
  const detail = expect.stringMatching(/[Ss]end|Format/) as string;
  expect(read).toEqual(
    REFUSED.map(([what, , , code]) => [
      what,
      { ok: false, refusal: expect.objectContaining({ code, detail }) as object },
    ]),
  );
});

const frenchNumber = fc
  .tuple(
    fc.constantFrom('63998', '61234', '69027', '69420', '69620', '69212', '63901', '75000'),
    fc.integer({ min: 0, max: 9999 }),
  )
  .map(([head, tail]) => head + String(tail).padStart(4, '0'));
const separator = fc.constantFrom('', ' ', '.', '-', '\u00A0', '  ', '/', '\u200B', '\u2009');

test('formatting never changes which number is read', () => {
  fc.assert(
    fc.property(
      frenchNumber,
      fc.constantFrom('0', '+33', '0033', '+33 (0)', '(+33)', "'0", '='),
      fc.array(separator, { minLength: 9, maxLength: 9 }),
      (national, prefix, separators) => {
        const dressed = prefix + [...national].map((digit, index) => digit + separators[index]).join('');
        expect(readPhone(dressed, 'FR')).toEqual(readPhone(`0${national}`, 'FR'));
      },
    ),
    { numRuns: 500 },
  );
});

test('a number that was read is read again as itself, in any list', () => {
  fc.assert(
    fc.property(frenchNumber, fc.constantFrom('FR', 'GP', 'RE', 'GB', 'US'), (national, country) => {
      const read = readPhone(`0${national}`, 'FR');
      if (read.ok) expect(readPhone(read.value.e164, country)).toEqual(read);
    }),
    { numRuns: 300 },
  );
});

test('any input gets an answer, and a refusal never repeats the number', () => {
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789+ .()-E,'), maxLength: 30 });
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), digits),
      fc.oneof(fc.constant('FR'), fc.string()),
      (input, country) => {
        const read = readPhone(input, country);
        if (read.ok) {
          expect(read.value.e164).toMatch(/^\+\d{7,15}$/);
          return;
        }
        expect(Object.keys(PHONE_REFUSALS)).toContain(read.refusal.code);
        const typed = input.replace(/\D/g, '');
        if (typed.length > 4) expect(read.refusal.detail.replace('+33639980012', '')).not.toContain(typed);
      },
    ),
    { numRuns: 2000 },
  );
});
