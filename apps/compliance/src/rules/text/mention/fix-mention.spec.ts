import fc from 'fast-check';
import { readCases } from '@stopsms/text-reader/training';
import { shippedPack } from '../../fixtures/packs';
import { checkMention } from './check-mention';
import { fixMention } from './fix-mention';

const account = (region: string) => ({
  pack: shippedPack(region),
  region,
  codes: ['36180', '38100'],
  linkHosts: ['s.example-brand.fr'],
});
const fixOf = (text: string, region = 'FR', codes = ['36180', '38100']): string | undefined => {
  const context = { ...account(region), codes };
  const checked = checkMention(text, context);
  return checked.verdict === 'refuse' ? fixMention(text, checked.code, context) : undefined;
};

test.each([
  { it: 'a glued code', text: '-20% demain. STOP36180', fixed: '-20% demain. STOP 36180' },
  { it: 'a glued word', text: '-20% samediSTOP 36180', fixed: '-20% samedi STOP 36180' },
  { it: 'a missing mention', text: '-20% demain.', fixed: '-20% demain. STOP 36180' },
  { it: 'words after it', text: '-20%. STOP 36180. A bientôt !', fixed: '-20%. A bientôt ! STOP 36180' },
  { it: 'a mention before the text', text: 'STOP 36180 -20% samedi', fixed: '-20% samedi STOP 36180' },
  {
    it: 'a sentence with its purpose',
    text: 'Tapez STOP au 36180 pour ne plus recevoir nos offres. -20% samedi',
    fixed: '-20% samedi STOP 36180',
  },
  {
    it: 'a purpose first',
    text: '-20%. Pour vous désabonner, envoyez STOP au 36180. A bientôt !',
    fixed: '-20%. A bientôt ! STOP 36180',
  },
  {
    it: 'a purpose in English',
    text: 'Reply STOP to 36180 to opt out. 20% off on Saturday',
    fixed: '20% off on Saturday STOP 36180',
  },
  { it: 'brackets', text: '-20% (tapez STOP 36180) samedi', fixed: '-20% samedi STOP 36180' },
  { it: 'STOP alone', text: 'Soldes dès mercredi. STOP', fixed: 'Soldes dès mercredi. STOP 36180' },
  { it: 'a reply that nobody can send', text: '-15% samedi. Répondez STOP', fixed: '-15% samedi. STOP 36180' },
  { it: 'four digits', text: 'Fruits -20%. STOP 3618', fixed: 'Fruits -20%. STOP 36180' },
  { it: 'a premium code', text: 'Fruits -20%. STOP 81234', fixed: 'Fruits -20%. STOP 36180' },
  { it: "another account's code", text: 'Fruits -20%. STOP au 36034', fixed: 'Fruits -20%. STOP 36180' },
  { it: 'blank lines', text: '-10%.\n\n\nSTOP 36180', fixed: '-10%. STOP 36180' },
  { it: 'a variable left', text: '-20%. STOP {{code}}', fixed: '-20%. STOP 36180' },
  { it: 'a mention cut off', text: '-10% samedi. STO', fixed: '-10% samedi. STOP 36180' },
])('corrects $it', ({ text, fixed }) => {
  expect(fixOf(text)).toBe(fixed);
});

test.each([
  { it: 'a region whose mention is a link', text: '-20% demain.', region: 'MQ' },
  { it: 'an account without code', text: '-20% demain.', codes: [] },
  { it: 'a sentence that is not known', text: 'Tapez le code STOP 36180 et vous ne serez plus désabonné. -20%' },
  { it: 'a purpose behind other words', text: 'STOP 36180 gratuit, pour ne plus recevoir. Offre -20%' },
  { it: 'a verb that would be left', text: 'Un SMS : tapez vite STOP 36180. Puis tapez. Offre -20%' },
  { it: 'two ways to stop', text: '-20%. STOP 36180 STOP 38100' },
])('nothing is proposed for $it', ({ text, region, codes }) => {
  expect(fixOf(text, region, codes)).toBeUndefined();
});

test('a proposal is accepted, for any text and every labelled one', () => {
  const accepted = (text: string): boolean => {
    const fixed = fixOf(text);
    return fixed === undefined || checkMention(fixed, account('FR')).verdict === 'accept';
  };
  for (const { text } of readCases<'text'>('mentions.tsv')) expect(accepted(text)).toBe(true);
  const piece = fc.constantFrom('-20% ', 'STOP', ' ', '36180', '.', '\n', 'stop au ', '[STOP_CODE]', 'é', 'A bientôt');
  const texts = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc.array(piece).map((all) => all.join('')),
  );
  fc.assert(fc.property(texts, accepted));
});

test('processes any text of 2,000 characters', () => {
  const piece = fc.constantFrom(' ', 'stop ', 'STOP 36', '\n', '[A', '{{', 'x', 'envoyez ', '(', '36180', '"');
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 4 }), (pieces) => {
      const text = pieces.join('').repeat(2_000).slice(0, 2_000);
      // An expression that runs away would not end within the test's time.
      expect(['string', 'undefined']).toContain(typeof fixOf(text));
    }),
  );
});
