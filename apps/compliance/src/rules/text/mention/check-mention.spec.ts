import fc from 'fast-check';
import { readCases } from '@stopsms/text-reader/training';
import { shippedPack } from '../../fixtures/packs';
import { REASONS } from '../../reasons/reason-codes';
import { checkMention } from './check-mention';

const ACCOUNT = { codes: ['36180', '38100'], linkHosts: ['s.example-brand.fr'] };
const rows = readCases<'text' | 'country' | 'sender' | 'expect' | 'why'>('mentions.tsv');

const outcome = (text: string, region: string, sender = 'Brand', account = ACCOUNT): string => {
  const checked = checkMention(text, { pack: shippedPack(region), region, sender, ...account });
  return checked.verdict === 'accept' ? 'accept' : checked.code;
};

test('each labelled mention gets its outcome', () => {
  expect(rows.length).toBeGreaterThan(50);
  const wrong = rows
    .map((row) => ({ ...row, given: outcome(row.text, row.country, row.sender) }))
    .filter(({ given, expect: expected }) => given !== expected);
  expect(wrong).toEqual([]);
});

test('a labelled row covers each reason code for a mention', () => {
  const shown = new Set(rows.map((row) => row.expect));
  const codes = Object.keys(REASONS).filter((code) => code.startsWith('MENTION_') && code !== 'MENTION_ON_INFORMATIVE');
  expect(codes.filter((code) => !shown.has(code))).toEqual([]);
});

const MENTIONS = [
  ['-20%. STOP SMS au 36180', 'FR', 'accept'],
  ['-20%. Stop to 38100.  \n', 'FR', 'accept'],
  ['-20%\nSTOP 36180', 'FR', 'accept'],
  ['-20%\r\n\r\nSTOP 36180', 'FR', 'accept'],
  ['-20% (en magasin) STOP 36180', 'FR', 'accept'],
  ['-20%. STOP 36180. STOP 36180', 'FR', 'accept'],
  ['-20%. Stop s.example-brand.fr/Ab3dE9xK12z STOP 36180', 'FR', 'accept'],
  ['-20% samediSTOP 36180', 'FR', 'MENTION_NO_SEPARATOR'],
  ['-20% samedi-STOP 36180', 'FR', 'MENTION_NO_SEPARATOR'],
  ['-20% samedi/STOP 36180', 'FR', 'MENTION_NO_SEPARATOR'],
  ['-20%. STOPSMS36180', 'FR', 'MENTION_NO_SEPARATOR'],
  ['-20% non-stop 36180', 'FR', 'MENTION_MISSING'],
  ['-20% sur l’autostop 36180', 'FR', 'MENTION_MISSING'],
  ['-20%. STOP  36180', 'FR', 'MENTION_OBFUSCATED'],
  ['-20%. STOP\u00A036180', 'FR', 'MENTION_OBFUSCATED'],
  ['-20%. STOP 36l80', 'FR', 'MENTION_OBFUSCATED'],
  ['-20%. STOP 3618O', 'FR', 'MENTION_OBFUSCATED'],
  ['-20%. S T O P 36180', 'FR', 'MENTION_OBFUSCATED'],
  ['-20%. S.T.O.P 36180', 'FR', 'MENTION_OBFUSCATED'],
  ['-20%. \uFF33\uFF34\uFF2F\uFF30 36180', 'FR', 'MENTION_OBFUSCATED'],
  ['-20%. STOP 36.180', 'FR', 'MENTION_OBFUSCATED'],
  ['-20%. STOP par SMS au 36180', 'FR', 'MENTION_OBFUSCATED'],
  [`-20%.${' '.repeat(60)}STOP 36180`, 'FR', 'MENTION_OBFUSCATED'],
  ['-20%. (STOP 36180)', 'FR', 'MENTION_NOT_LAST'],
  ['-20%. STOP 36180 12 rue Neuve', 'FR', 'MENTION_NOT_LAST'],
  ['-20%. Pour ne plus recevoir de SMS, envoyez STOP par retour.', 'FR', 'MENTION_NO_CODE'],
  ['Stop aux prix fous, 12 rue Neuve 75002 Paris', 'FR', 'MENTION_MISSING'],
  ['Stop 50 EUR, pas plus. STOP 36180', 'FR', 'accept'],
  ['-20% ${stop}', 'FR', 'MENTION_PLACEHOLDER'],
  ['-20% STOP au XXXXX', 'FR', 'MENTION_PLACEHOLDER'],
  ['Pulls du XS au XXXXL à -20%. STOP 36180', 'FR', 'accept'],
  ['-20% ST', 'FR', 'MENTION_TRUNCATED'],
  ['20% off. Stop s.example-brand.fr/u/Ty5Gh2Lk0Pw.', 'GB', 'MENTION_NOT_LAST'],
  ['20% off. Stop s.example-brand.fr/u/Ty5Gh2Lk0Pw Bye!', 'GB', 'MENTION_NOT_LAST'],
  ['20% off. Stop s.example-brand.fr', 'GB', 'MENTION_LINK_TOKEN'],
  ['20% off. Stop s.example-brand.fr/u/Ty5Gh2Lk', 'GB', 'MENTION_LINK_TOKEN'],
  ['20% off. Stop s.example-brand.fr/u/opt-out-2026', 'GB', 'MENTION_LINK_TOKEN'],
  ['20% off. Stop s.example-brand.fr/u/12345678901', 'GB', 'MENTION_LINK_TOKEN'],
  ['20% off. Stop s.example-brand.fr/u?t=Ty5Gh2Lk0Pw', 'GB', 'MENTION_LINK_TOKEN'],
  ['20% off. Stop S.EXAMPLE-BRAND.FR/u/Ty5Gh2Lk0Pw', 'GB', 'accept'],
  ['20% off, see belia.example/Ty5Gh2Lk0Pw', 'GB', 'MENTION_MISSING'],
  ['-20%. Stop s.example-brand.fr/u/Ty5Gh2Lk0Pw STOP 36180', 'MQ', 'MENTION_CODE_UNREACHABLE'],
  ['-20%. STOP 36180 Stop s.example-brand.fr/u/Ty5Gh2Lk0Pw', 'MQ', 'accept'],
  ['-20%. Stop bit.ly/abc Stop s.example-brand.fr/u/Ty5Gh2Lk0Pw', 'MQ', 'MENTION_AMBIGUOUS'],
  ['', 'FR', 'MENTION_MISSING'],
] as const;

test('each form of a mention gets its outcome', () => {
  const given = MENTIONS.map(([text, region]) => [text, region, outcome(text, region)]);
  expect(given).toEqual(MENTIONS);
});

test('a refusal shows accepted words', () => {
  const refused = (region: string): string => {
    const checked = checkMention('-20%', { pack: shippedPack(region), region, ...ACCOUNT });
    return checked.verdict === 'refuse' ? checked.detail : '';
  };
  expect(refused('FR')).toBe('The text does not say how to stop. End the text with " STOP 36180", nothing after it.');
  expect(refused('GP')).toContain('" Stop s.example-brand.fr/u/<token>"');
});

test('an account without a code or host gets that as the reason', () => {
  const checked = checkMention('-20%', { pack: shippedPack('FR'), region: 'FR', codes: [], linkHosts: [] });
  expect(checked).toMatchObject({
    code: 'MENTION_MISSING',
    detail: expect.stringContaining('No short code is assigned'),
  });
});

test('processes any text of 10,000 characters at once', () => {
  const hostile = fc.constantFrom(
    ' ',
    'stop ',
    'STOP 36',
    '\n',
    'stop au ',
    'a.',
    'https://a/',
    '-',
    '[STOP',
    '{{',
    's t o p ',
    '3',
  );
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 1, maxLength: 4 }), (pieces) => {
      const text = pieces.join('').repeat(10_000).slice(0, 10_000);
      // An expression that runs away would not end within the test's time.
      expect(outcome(text, 'FR')).toBeDefined();
      expect(outcome(text, 'GB')).toBeDefined();
    }),
  );
});
