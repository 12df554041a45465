import { eventually } from '@stopsms/testing';
import { CampaignPlay } from './campaign-play';
import { bookOf, newAdvertiser, newBook } from './people';

let play: CampaignPlay;
beforeAll(async () => {
  play = await CampaignPlay.start();
});
afterAll(() => play.bed.end());

test('a paused campaign waits; resumed by two replicas and across a restart, it requests each contact exactly once', async () => {
  const { id } = (await play.launch(await bookOf(play.bed, play.advertiserId, 0, 10_000))).body;
  expect(await play.act(id, 'resume')).toMatchObject({ status: 200, body: { state: 'running' } });
  await eventually('some are made', async () => (await play.made(id)) >= 200, { everyMs: 5 });
  const paused = await play.act(id, 'pause');
  expect(paused).toMatchObject({ status: 200, body: { state: 'paused' } });
  expect(await play.act(id, 'pause')).toMatchObject({ status: 200, body: { state: 'paused' } });
  const before = await play.made(id);
  expect(before).toBeLessThan(10_000);
  const next = (await play.launch(await bookOf(play.bed, play.advertiserId, 0, 100))).body;
  await eventually('the next campaign is requested', () => play.requestsOf(next.id).length === 100);
  expect(await play.made(id)).toBe(before);

  const replica = await play.bed.startReplica();
  expect(await play.act(id, 'resume')).toMatchObject({ status: 200, body: { state: 'running' } });
  await eventually('it went on', async () => (await play.made(id)) > before, { everyMs: 5 });
  await play.bed.service.close();
  await play.bed.startService();
  await eventually('all are requested', () => play.requestsOf(id).length >= 10_000);
  await replica.close();
  expect(new Set(play.requestsOf(id).map(({ value }) => value.to)).size).toBe(10_000);
  expect(play.requestsOf(id)).toHaveLength(10_000);
});

test('a scheduled campaign waits for its time and can be cancelled before', async () => {
  const bookId = await bookOf(play.bed, play.advertiserId, 0, 5);
  const later = (await play.launch(bookId, { sendAt: '2099-01-01T09:00:00+01:00' })).body;
  expect(later).toMatchObject({ state: 'scheduled', counts: { recipients: 5, pending: 5 } });
  const soon = (await play.launch(bookId, { sendAt: Date.now() + 3_600_000 })).body;
  expect(soon.state).toBe('scheduled');
  await play.bed.sql('UPDATE campaign SET send_at = now() WHERE id = $1', [soon.id]);
  await eventually('the one whose hour has come is requested', () => play.requestsOf(soon.id).length === 5);
  expect(play.requestsOf(later.id)).toEqual([]);
  expect((await play.act(later.id, 'pause')).body.state).toBe('paused');
  expect((await play.act(later.id, 'resume')).body.state).toBe('scheduled');
  expect(await play.act(later.id, 'cancel')).toMatchObject({
    body: { state: 'cancelled', counts: { recipients: 5, cancelled: 5, pending: 0 } },
  });
});

describe('refusing a campaign', () => {
  let bookId: string;
  beforeAll(async () => {
    bookId = await bookOf(play.bed, play.advertiserId, 0, 1);
  });

  test.each([
    { it: 'with an empty text', body: { text: ' \n' }, code: 'invalid-request', says: 'text must not be empty' },
    {
      it: 'with half a surrogate pair',
      body: { text: 'STOP 36180 \ud83d' },
      code: 'invalid-request',
      says: 'text must be text',
    },
    { it: 'with NUL', body: { text: 'STOP \u0000' }, code: 'invalid-request', says: 'text must be text' },
    {
      it: 'with 10,001 characters',
      body: { text: 'x'.repeat(10_001) },
      code: 'invalid-request',
      says: 'at most 10000',
    },
    { it: 'with an unknown category', body: { category: 'news' }, code: 'invalid-request', says: 'category' },
    { it: 'with a misspelt field', body: { sendat: '2099-01-01T00:00:00Z' }, code: 'invalid-request', says: 'sendat' },
    {
      it: 'with a date without offset',
      body: { sendAt: '2099-01-01T00:00:00' },
      code: 'invalid-request',
      says: 'sendAt',
    },
    {
      it: 'that ends before it begins',
      body: { sendAt: '2099-01-02T00:00:00Z', expiresAt: '2099-01-01T00:00:00Z' },
      code: 'invalid-request',
      says: 'expiresAt must be later than sendAt',
    },
  ])('refuses a campaign $it', async ({ body, code, says }) => {
    const answer = await play.launch(bookId, body);
    expect(answer).toMatchObject({ status: 400, body: { code } });
    expect((answer.body as unknown as { detail: string }).detail).toContain(says);
  });

  test('refuses a campaign on an empty address book', async () => {
    const empty = await play.launch(await newBook(play.bed, play.advertiserId));
    expect(empty).toMatchObject({ status: 422, body: { code: 'ADDRESS_BOOK_EMPTY' } });
  });

  test('refuses a campaign on the address book of another advertiser', async () => {
    const other = await newAdvertiser(play.bed);
    expect(await play.launch(bookId, { advertiserId: other.id })).toMatchObject({
      status: 404,
      body: { code: 'not-found' },
    });
  });

  test.each(['', '/start', '/pause', '/resume', '/cancel'])(
    'returns 404 for a campaign that does not exist (%s)',
    async (action) => {
      const path = `/v1/campaigns/00000000-0000-4000-8000-000000000000${action}`;
      expect(await (action ? play.bed.post(path) : play.bed.get(path))).toMatchObject({
        status: 404,
        body: { code: 'not-found' },
      });
    },
  );
});
