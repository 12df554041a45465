import { randomUUID } from 'node:crypto';
import { BRICOLIS, LORANE, REMINDER } from '../fixtures';
import { APPROVAL, REFUSAL, ReviewClient, templated } from './review-client';
import { Bed } from '../bed';

let bed: Bed;
const reviews = new ReviewClient(() => bed);
beforeAll(async () => {
  bed = await Bed.make();
});
afterAll(() => bed?.end());

const ADVERT = 'Bonjour Chloé, -30% sur toute la boutique ce samedi';

test('an advertiser sees the outcome of its texts, and nothing is sent', async () => {
  const { status, body } = await reviews.show([REMINDER, ADVERT, templated('zerbin', 'Anna'), 'a\u0007b']);
  expect(status).toBe(200);
  expect(body.items).toMatchObject([
    { verdict: 'accept', reasons: [], category: { found: 'informative' } },
    { verdict: 'refuse', reasons: [{ code: 'CATEGORY_PROMOTIONAL' }], category: { found: 'marketing' } },
    { verdict: 'review', reasons: [{ code: 'CATEGORY_DOUBTFUL' }], review: { id: expect.any(String) } },
    { verdict: 'refuse', reasons: [{ code: 'TEXT_CONTROL_CHARACTER' }] },
  ]);
  expect(body.items[0]).not.toHaveProperty('review');
  expect(body.items[2]?.review).not.toHaveProperty('decision');
  expect(await reviews.only('zerbin')).toMatchObject({
    id: body.items[2]?.review?.id,
    advertiserId: LORANE.id,
    waiting: 0,
    shownAt: expect.stringMatching(/^2026-11-25T10:0/),
    template: 'bonjour {name}, vous pouvez desormais voir votre conseiller zerbin en agence.',
  });
  expect(bed.seen('compliance.verdicts.v1')).toEqual([]);
});

test('equal texts and texts of one template submitted again are one review, also concurrently', async () => {
  const answers = await Promise.all(
    ['Anna', 'Berthe', 'Anna', 'Carla'].map((name) => reviews.show([templated('zerbin', name)])),
  );
  expect(new Set(answers.map(({ body }) => body.items[0]?.review?.id)).size).toBe(1);
  expect(await reviews.about('zerbin')).toHaveLength(1);
});

test('an approved text is sent without waiting, and submitting it again returns the decision', async () => {
  const { id } = await reviews.only('zerbin');
  await reviews.decide(id, APPROVAL);
  const message = await reviews.message(templated('zerbin', 'Denise'));
  await reviews.endsAs(message, 'cleared');
  expect(reviews.story(message)).toEqual([['cleared', undefined]]);
  const { body } = await reviews.show([templated('zerbin', 'Anna'), templated('zerbin', 'Eve')]);
  expect(body.items).toMatchObject([
    { verdict: 'accept', reasons: [], review: { id, decision: { verdict: 'approved', by: 'Anne Martin' } } },
    { verdict: 'accept', reasons: [], review: { id, shared: 'template', decision: { verdict: 'approved' } } },
  ]);
  expect(body.items[0]?.review).not.toHaveProperty('shared');
});

test('a refused text is reported as refused, and refused when it is sent', async () => {
  const text = templated('zorvan', 'Anna');
  const shown = await reviews.show([text]);
  await reviews.decide(shown.body.items[0]?.review?.id ?? '', REFUSAL);
  expect((await reviews.show([text])).body.items).toMatchObject([
    { verdict: 'refuse', reasons: [{ code: 'REVIEW_REFUSED', detail: expect.stringContaining('It sells a meeting') }] },
  ]);
  await reviews.endsAs(await reviews.message(text), 'refused', 'REVIEW_REFUSED');
});

test('messages wait for the review that submitting the text opened', async () => {
  const text = (name: string): string => templated('zulma', name);
  const shown = await reviews.show([text('Anna')]);
  const message = await reviews.message(text('Paul'));
  await reviews.waits(message);
  const review = await reviews.only('zulma');
  expect(review).toMatchObject({ id: shown.body.items[0]?.review?.id, waiting: 1 });
  await reviews.decide(review.id, APPROVAL);
  await reviews.endsAs(message, 'cleared');
});

test('an advertiser can add 200 texts to the queue and keeps nobody else out', async () => {
  const text = (n: number): string =>
    templated(
      `z${'abcdefghij'[Math.floor(n / 10) % 10]}${'abcdefghij'[n % 10]}${'klm'[Math.floor(n / 100)]}zz`,
      'Anna',
    );
  const texts = Array.from({ length: 300 }, (_, n) => text(n));
  const ask = (from: number) => reviews.show(texts.slice(from, from + 100), BRICOLIS.id);
  expect(await ask(0)).toMatchObject({ status: 200 });
  const both = await Promise.all([ask(100), ask(200)]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  const refused = both.find(({ status }) => status === 409);
  expect(refused?.body).toMatchObject({
    code: 'reviews-full',
    detail: expect.stringContaining('200 texts waiting for review'),
  });
  expect((await ask(0)).body.items).toHaveLength(100);
  expect(await reviews.show([templated('zygote', 'Anna')])).toMatchObject({ status: 200 });
});

test.each([
  { it: 'no text', body: { texts: [] }, status: 400 },
  {
    it: 'more texts than one asks for',
    body: { texts: Array.from({ length: 101 }, () => ({ text: 'a' })) },
    status: 400,
  },
  { it: 'a text longer than any that is accepted', body: { texts: [{ text: 'a'.repeat(2_001) }] }, status: 400 },
  { it: 'half a character', body: { texts: [{ text: 'a\ud800' }] }, status: 400 },
  { it: 'nobody’s name', body: { advertiserId: undefined, texts: [{ text: 'a' }] }, status: 400 },
  {
    it: 'an advertiser that does not exist',
    body: { advertiserId: randomUUID(), texts: [{ text: 'a' }] },
    status: 404,
  },
])('refuses $it', async ({ body, status }) => {
  expect((await reviews.showBody({ advertiserId: LORANE.id, ...body })).status).toBe(status);
});

test('a country without a rule pack is judged by the rules of the advertiser’s country', async () => {
  const { body } = await reviews.showBody({ advertiserId: LORANE.id, texts: [{ text: REMINDER, country: 'no' }] });
  expect(body.items).toMatchObject([{ verdict: 'accept' }]);
});
