import type { Categorised, Category } from './categorise';
import { judge } from './judge';

const text = (found: Category, score: number): Categorised => ({
  found,
  score,
  signals: [{ code: 'PERCENT_OFF', weight: score, evidence: '-20%' }],
});

test.each([
  ['informative', 'informative', 0, 'accept', undefined],
  ['informative', 'informative', 2, 'accept', undefined],
  ['informative', 'informative', 3, 'review', 'CATEGORY_DOUBTFUL'],
  ['informative', 'informative', 4, 'review', 'CATEGORY_DOUBTFUL'],
  ['informative', 'marketing', 5, 'refuse', 'CATEGORY_PROMOTIONAL'],
  ['informative', 'service', 0, 'accept', undefined],
  ['service', 'service', 0, 'accept', undefined],
  ['service', 'service', 3, 'review', 'CATEGORY_DOUBTFUL'],
  ['service', 'informative', 0, 'refuse', 'CATEGORY_TOO_LOOSE'],
  ['service', 'marketing', 9, 'refuse', 'CATEGORY_PROMOTIONAL'],
  ['marketing', 'marketing', 9, 'accept', undefined],
  ['marketing', 'informative', 0, 'accept', undefined],
  ['marketing', 'service', 0, 'accept', undefined],
] as const)('declared %s, found %s with %i points → %s', (declared, found, score, verdict, code) => {
  const judged = judge(declared, text(found, score));
  expect(judged.verdict).toBe(verdict);
  expect(judged.reasons.map((reason) => reason.code)).toEqual(code === undefined ? [] : [code]);
});

test('who is asked about less or more has another score from which on a person is asked, and the same that refuses', () => {
  const verdicts = (askFrom: number) =>
    [2, 3, 4].map((score) => judge('informative', text('informative', score), askFrom).verdict);
  expect(verdicts(2)).toEqual(['review', 'review', 'review']);
  expect(verdicts(4)).toEqual(['accept', 'accept', 'review']);
  expect(judge('informative', text('marketing', 5), 99).verdict).toBe('refuse');
});

test('a refusal shows points and words, and what to do', () => {
  expect(judge('informative', text('marketing', 5)).reasons[0]?.detail).toBe(
    'Declared informative, but it sells (5 points: PERCENT_OFF "-20%"). Declare it marketing, or take those words out.',
  );
});
