import { readByRules } from '../read-by-rules';
import { explainReply } from './explain-reply';

const explain = (text: string) => explainReply(text, 'FR', readByRules(text, 'FR'));

test('names the words that speak for a request, strongest first', () => {
  const { speakFor = [] } = explain('bonjour arrete de mspam avec ta pub') ?? {};
  expect(speakFor.map(({ word }) => word)).toContain('arrete');
  expect(speakFor.map(({ weight }) => weight)).toEqual(speakFor.map(({ weight }) => weight).sort((a, b) => b - a));
});

test('explains nothing if the form decides, or for a text that is not a reply', () => {
  expect(explain('STOP')).toBeUndefined();
  expect(explain('mot '.repeat(61))).toBeUndefined();
});
