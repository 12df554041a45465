import { loadReplies } from './fixtures/load-replies';
import { readingByRules } from './fixtures/reading-by-rules';

const FIXTURES = [
  'stop-replies.tsv',
  'own-replies.tsv',
  'more-replies.tsv',
  'blind-a.tsv',
  'blind-b.tsv',
  'blind-c.tsv',
];
const isUnclassified = (text: string, country = 'FR') => readingByRules(text, country).unclassified === 'request';

test.each([
  ['a language that is not read', 'Älkää lähettäkö minulle näitä'],
  ['a script that is not read', 'これらのメッセージを送らないでください'],
  ['our messages, and how is not clear', 'Ne küldjön több SMS-t nekem'],
])('%s goes to a person', (_, text) => {
  expect(readingByRules(text, 'FR')).toMatchObject({
    tier: 'none',
    unclassified: 'request',
    reason: expect.stringMatching(/^nobody/),
  });
});

test.each([
  ['nothing at all', ''],
  ['an order', 'Je viens chercher ma commande à 17h, pour Grabowski'],
  ['thanks', 'Merci beaucoup, à demain'],
  ['a question', 'Quand est-ce que vous ouvrez ?'],
  ['a machine', 'Réponse automatique : zkrw blmp qsdf'],
  ['a name', 'Jeanne Grabowska'],
  ['a request, which is read', 'Arrêtez vos sms'],
])('%s does not', (_, text) => {
  expect(isUnclassified(text)).toBe(false);
});

test('at most two in a hundred texts without a request go to a person', () => {
  const rows = FIXTURES.flatMap(loadReplies).filter(({ expect: tier }) => tier === 'none');
  const sent = rows.filter(({ text, country }) => isUnclassified(text, country));
  expect({ share: sent.length / rows.length < 0.02, sent: sent.map(({ text }) => text) }).toMatchObject({
    share: true,
  });
});
