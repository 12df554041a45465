import fc from 'fast-check';
import { optsOut } from './reading';
import { readReply } from './read-reply';
import { readingByRules } from './fixtures/reading-by-rules';

/** Either opts out or is put before a person: never silent. */
const isSeen = (text: string, country = 'FR'): boolean => {
  const { tier, unclassified } = readReply(text, country);
  return optsOut(tier) || unclassified === 'request';
};

test.each([
  ['homophones', 'Dés inscrivez mois svp'],
  ['dictation', 'Je voudrais me des abonnés'],
  ['phonetic writing', 'c bon arreté la jen ve plu'],
  ['phonetic writing', 'arrete de mspam'],
  ['verlan', 'téjez mon numéro'],
  ['anger without the word', 'Fichez le camp de mon portable avec vos réclames'],
  ['a formal notice', 'Je vous mets en demeure de supprimer mon numéro sous 48 h'],
  ['a rhetorical question', "3e STOP que j'envoie, c'est quand que ça s'arrête ??"],
  ['an heir', 'Ce numéro était celui de ma mère, elle est décédée, merci de le retirer'],
  ['a condition', 'encore un comme ça et je me désinscris'],
  ['Vietnamese', 'đừng nhắn tin cho tôi nữa'],
])('%s is not silent: %s', (_, text) => expect(isSeen(text)).toBe(true));

test.each(['oups le stop c’était une fausse manip, je veux rester', "j'ai tapé stop sans faire exprès, continuez"])(
  'a guess opts nobody out and lifts nothing: %s',
  (text) => {
    const { tier, unclassified } = readReply(text, 'FR');
    expect(tier).toBe('start');
    expect(unclassified).toBeDefined();
  },
);

test.each(['Merci', 'ok merci', 'oui', 'Bonjour', '👍', '14h30', '...', 'N'])('%s asks for nothing', (text) => {
  expect(readReply(text, 'FR')).toMatchObject({ tier: 'none' });
  expect(readReply(text, 'FR').unclassified).toBeUndefined();
});

test.each([
  ['one word 500 times', 'stop '.repeat(500)],
  ['2,000 characters', 'je vous demande de ne plus rien m’envoyer '.repeat(50).slice(0, 2_000)],
  ['letters apart by what cannot be seen', [...'arretez vos sms'].join('\u200b')],
  ['look-alike letters', 'аrrеtеz vоs sms'],
  ['base64', Buffer.from('arretez vos sms svp').toString('base64')],
  ['mixed scripts', 'пожалуйста stop рассылку'],
])('recognises a request in bad input: %s', (_, text) => expect(isSeen(text)).toBe(true));

test('a forwarded advert that says STOP opts nobody out by itself as certain', () => {
  const text = '> Soldes -40% chez Untel. STOP au 36180\nMerci, à samedi !';
  expect(['exact', 'clear']).not.toContain(readReply(text, 'FR').tier);
});

test('a text that is tuned to look like a START waits for a person, and lifts nothing', () => {
  for (const text of ['je veux rester je veux rester', 'réabonnez moi svp', 'start me up again please'])
    expect(readReply(text, 'FR').unclassified).toBeDefined();
});

test('whatever the weights say, a request of the rules is never silent, and nothing is thrown', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.constantFrom('FR', 'GB', 'XX'), (text, country) => {
      const { tier, unclassified } = readReply(text, country);
      const rules = readingByRules(text, country);
      if (!optsOut(rules.tier) && rules.unclassified !== 'request') return;
      expect(optsOut(tier) || unclassified === 'request').toBe(true);
    }),
  );
});

test('an earlier request opts nobody out who only says thanks', () => {
  for (const text of ['Merci Acme', 'Merci, Camille Durand', 'trop bien votre boutique']) {
    const { tier } = readReply(text, 'FR', { last: 'advert', askedBefore: true });
    expect([text, tier]).toEqual([text, 'none']);
  }
});

test('the same reply is read alike every time', () => {
  const texts = ['arrete de mspam', 'merci', 'Je voudrais me des abonnés'];
  const once = texts.map((text) => readReply(text, 'FR'));
  expect([...texts].reverse().map((text) => readReply(text, 'FR'))).toEqual([...once].reverse());
});
