import type { Categorised, Category } from './categorise';
import { judge } from './judge';
import { ASK_FROM, REFUSE_FROM } from './signals';

const text = (found: Category, score: number, mayBeService = found === 'service'): Categorised => ({
  found,
  score,
  mayBeService,
  signals: [{ code: 'PERCENT_OFF', weight: 5, evidence: '-20%' }],
  reader: 'r',
});

test.each([
  ['informative', 'informative', 0, 'accept', undefined],
  ['informative', 'informative', ASK_FROM - 1, 'accept', undefined],
  ['informative', 'informative', ASK_FROM, 'review', 'CATEGORY_DOUBTFUL'],
  ['informative', 'marketing', REFUSE_FROM - 1, 'review', 'CATEGORY_DOUBTFUL'],
  ['informative', 'marketing', REFUSE_FROM, 'refuse', 'CATEGORY_PROMOTIONAL'],
  ['informative', 'service', 0, 'accept', undefined],
  ['service', 'service', 0, 'accept', undefined],
  ['service', 'service', ASK_FROM, 'review', 'CATEGORY_DOUBTFUL'],
  ['service', 'informative', 0, 'refuse', 'CATEGORY_TOO_LOOSE'],
  ['service', 'marketing', 60, 'refuse', 'CATEGORY_TOO_LOOSE'],
  ['service', 'marketing', 99, 'refuse', 'CATEGORY_PROMOTIONAL'],
  ['marketing', 'marketing', 99, 'accept', undefined],
  ['marketing', 'informative', 0, 'accept', undefined],
  ['marketing', 'service', 0, 'accept', undefined],
] as const)('declared %s, found %s with a certainty of %i %% → %s', (declared, found, score, verdict, code) => {
  const judged = judge(declared, text(found, score));
  expect(judged.verdict).toBe(verdict);
  expect(judged.reasons.map((reason) => reason.code)).toEqual(code === undefined ? [] : [code]);
});

test('a text declared as service that may be an advert is reviewed, and an advert is refused', () => {
  expect(judge('service', text('informative', 0, true))).toMatchObject({
    verdict: 'review',
    reasons: [{ code: 'CATEGORY_DOUBTFUL', detail: expect.stringContaining('Declare it informative') }],
  });
  expect(judge('service', text('marketing', 60, true)).reasons[0]?.code).toBe('CATEGORY_TOO_LOOSE');
  expect(judge('informative', text('informative', 0, true)).verdict).toBe('accept');
});

test('more or less trust moves the review score, and not the refusal score', () => {
  const verdicts = (askFrom: number) =>
    [20, 50, 80].map((score) => judge('informative', text('informative', score), askFrom).verdict);
  expect(verdicts(20)).toEqual(['review', 'review', 'review']);
  expect(verdicts(80)).toEqual(['accept', 'accept', 'review']);
  expect(judge('informative', text('marketing', REFUSE_FROM), 99).verdict).toBe('refuse');
});

test('a refusal shows the certainty and the words, and what to do', () => {
  expect(judge('informative', text('marketing', 97.5)).reasons[0]?.detail).toBe(
    'Declared informative, but it sells (certain to 97.5 %: PERCENT_OFF "-20%"). Declare it marketing, or take out what sells.',
  );
});
