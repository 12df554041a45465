import { explainReply } from './explain-reply';

test('names the words that speak for a request, strongest first', () => {
  const { speakFor = [] } = explainReply('bonjour arrete de mspam avec ta pub', 'FR') ?? {};
  expect(speakFor.map(({ word }) => word)).toContain('arrete');
  expect(speakFor.map(({ weight }) => weight)).toEqual(speakFor.map(({ weight }) => weight).sort((a, b) => b - a));
});

test('explains nothing where the form decides, and nothing of a text that is no reply', () => {
  expect(explainReply('STOP', 'FR')).toBeUndefined();
  expect(explainReply('mot '.repeat(61), 'FR')).toBeUndefined();
});
