import { type Campaign, CampaignPlay, expectSumsToHold } from './campaign-play';
import { bookOf, importCsv, msisdn, newAdvertiser, newBook } from './people';

let play: CampaignPlay;
beforeAll(async () => {
  play = await CampaignPlay.start();
});
afterEach(() => play.bed.compliance.says());
afterAll(() => play.bed.end());

const start = <T = Campaign>(id: string, body?: object) => play.bed.post<T>(`/v1/campaigns/${id}/start`, body);
const refusal = { outcome: 'refused' as const, ofText: true, code: 'MENTION_MISSING', detail: 'End it with STOP.' };

test('a draft sends nothing, can be changed, and is sent once it is started', async () => {
  const bookId = await bookOf(play.bed, play.advertiserId, 0, 3);
  const { status, body: draft } = await play.draft(bookId, { sendAt: '2099-01-01T09:00:00Z' });
  expect(status).toBe(201);
  expect(draft).toMatchObject({ state: 'draft', counts: { recipients: 3, pending: 3 }, controls: [] });
  expectSumsToHold(draft);
  const path = `/v1/campaigns/${draft.id}`;
  const changed = await play.bed.patch<Campaign>(path, { text: 'Soldes -30% STOP 36180', sendAt: null });
  expect(changed).toMatchObject({ status: 200, body: { state: 'draft', text: 'Soldes -30% STOP 36180' } });
  expect(changed.body).not.toHaveProperty('sendAt');
  expect(play.requestsOf(draft.id)).toEqual([]);

  const started = await start(draft.id, { by: 'anne' });
  expect(started).toMatchObject({
    status: 200,
    body: { state: 'running', controls: [{ action: 'start', by: 'anne' }] },
  });
  await play.asksFor(draft.id, 3);
  expect(play.requestsOf(draft.id).map(({ value }) => value.text)).toContain('Soldes -30% STOP 36180');
  expect(await play.bed.patch(path, { text: 'x' })).toMatchObject({ status: 409, body: { code: 'campaign-started' } });
});

test('a draft cannot be paused or resumed, and a cancelled one cannot be started', async () => {
  const { id } = (await play.draft(await bookOf(play.bed, play.advertiserId, 0, 2))).body;
  for (const action of ['pause', 'resume'] as const) {
    expect(await play.act(id, action)).toMatchObject({ status: 409, body: { code: 'campaign-not-started' } });
  }
  const cancelled = await play.act(id, 'cancel');
  expect(cancelled).toMatchObject({
    status: 200,
    body: { state: 'cancelled', counts: { recipients: 2, cancelled: 2 } },
  });
  expectSumsToHold(cancelled.body);
  expect(await start(id)).toMatchObject({ status: 409, body: { code: 'campaign-over' } });
  const path = `/v1/campaigns/${id}`;
  expect(await play.bed.patch(path, { text: 'x' })).toMatchObject({ status: 409, body: { code: 'campaign-over' } });
});

describe('checking the text before the start', () => {
  test('checks it with the contacts’ attributes, for every region', async () => {
    const bookId = await newBook(play.bed, play.advertiserId);
    await importCsv(play.bed, bookId, `phone,first_name\n${msisdn(1)},Zoé\n${msisdn(2)},Ana\n+596696201234,Zoé\n`);
    const { id } = (await play.draft(bookId, { text: 'Bonjour {{first_name}} STOP 36180', mention: 'insert' })).body;
    const before = play.bed.compliance.asked.length;
    await start(id);
    expect(play.bed.compliance.asked.slice(before)).toMatchObject([
      {
        question: {
          ...{ advertiserId: play.advertiserId, campaignId: id, category: 'marketing', mention: 'insert' },
          texts: ['Bonjour Zoé STOP 36180', 'Bonjour Ana STOP 36180'],
          recipients: [
            { to: msisdn(1), country: 'FR', text: 0 },
            { to: msisdn(2), country: 'FR', text: 1 },
            { to: '+596696201234', country: 'MQ', text: 0 },
          ],
        },
      },
    ]);
  });

  test('starts nothing if all regions refuse it, and the response says what to change', async () => {
    play.bed.compliance.says(() => [{ ...refusal, region: 'FR', count: 2 }]);
    const { id } = (await play.draft(await bookOf(play.bed, play.advertiserId, 0, 2))).body;
    const answer = await start<{ detail: string }>(id, { partly: true });
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'text-refused', refused: [{ region: 'FR', code: 'MENTION_MISSING', detail: 'End it with STOP.' }] },
    });
    expect(answer.body.detail).toContain('End it with STOP. Change the draft with PATCH /v1/campaigns/:id');
    expect(answer.body.detail).not.toContain('partly');
    expect(await play.view(id)).toMatchObject({ state: 'draft', controls: [] });
    expect(await play.made(id)).toBe(0);
  });

  test('starts for the other countries if one refuses it and the caller says so', async () => {
    const there = { outcome: 'cleared' as const, ofText: false, region: 'FR', parts: 1, count: 2 };
    play.bed.compliance.says(() => [there, { ...refusal, region: 'MQ', count: 1 }]);
    const { id } = (await play.draft(await bookOf(play.bed, play.advertiserId, 0, 2))).body;
    const answer = await start<{ detail: string }>(id);
    expect(answer).toMatchObject({ status: 422, body: { refused: [{ region: 'MQ' }] } });
    expect(answer.body.detail).toContain('{"partly": true}');
    expect(await start(id, { partly: true })).toMatchObject({ status: 200, body: { state: 'running' } });
  });

  test('starts if the refusals are due to attributes of some contacts or to persons', async () => {
    play.bed.compliance.says(() => [
      { ...refusal, code: 'MENTION_PLACEHOLDER', region: 'FR', count: 1 },
      { outcome: 'refused', ofText: false, code: 'CONSENT_MISSING', region: 'FR', count: 1 },
    ]);
    const { id } = (await play.draft(await bookOf(play.bed, play.advertiserId, 0, 2))).body;
    expect((await start(id)).status).toBe(200);
  });

  test.each([
    { it: 'is away', says: () => Promise.reject(new Error()), detail: 'does not respond' },
    { it: 'has a fault', says: () => ({ status: 503, body: { code: 'unavailable', detail: 'x' } }), detail: '503' },
    { it: 'knows no such key', says: () => ({ status: 401, body: { code: 'key-unknown' } }), detail: 'key-unknown' },
    { it: 'speaks otherwise', says: () => ({ status: 200, body: { groups: [{ no: 1 }] } }), detail: 'another form' },
  ])('starts nothing while compliance $it', async ({ says, detail }) => {
    const { id } = (await play.draft(await bookOf(play.bed, play.advertiserId, 0, 1))).body;
    play.bed.compliance.says(says);
    const answer = await start<{ detail: string }>(id);
    expect(answer).toMatchObject({ status: 503, body: { code: 'compliance-away' } });
    expect(answer.body.detail).toContain(detail);
    expect(await play.view(id)).toMatchObject({ state: 'draft' });
    play.bed.compliance.says();
    expect((await start(id)).status).toBe(200);
  });

  test('does not start a draft that changed during the check', async () => {
    const { id } = (await play.draft(await bookOf(play.bed, play.advertiserId, 0, 1))).body;
    play.bed.compliance.says(async () => {
      await play.bed.patch(`/v1/campaigns/${id}`, { text: 'Autre -50% STOP 36180' });
      return [{ outcome: 'cleared', ofText: false, region: 'FR', count: 1 }];
    });
    expect(await start(id)).toMatchObject({ status: 409, body: { code: 'campaign-changed' } });
    play.bed.compliance.says();
    expect((await start(id)).status).toBe(200);
  });
});

test.each(['sendAt', 'expiresAt'])('refuses a %s that is not a valid date', async (name) => {
  const bookId = await bookOf(play.bed, play.advertiserId, 0, 1);
  const { id } = (await play.draft(bookId)).body;
  for (const at of [8.64e15 + 1, '0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z']) {
    const expected = { status: 400, body: { detail: `${name} must lie between 1970-01-01 and 2099-12-31.` } };
    expect(await play.draft(bookId, { [name]: at })).toMatchObject(expected);
    expect(await play.bed.patch(`/v1/campaigns/${id}`, { [name]: at })).toMatchObject(expected);
  }
});

describe('times in the past', () => {
  const ago = (ms: number) => Date.now() - ms;
  test.each([
    { it: 'sendAt', times: { sendAt: ago(3_600_000) } },
    { it: 'expiresAt', times: { expiresAt: ago(1_000) } },
    { it: 'both', times: { sendAt: ago(7_200_000), expiresAt: ago(3_600_000) } },
  ])('refuses $it, for a new and for an existing draft', async ({ times }) => {
    const bookId = await bookOf(play.bed, play.advertiserId, 0, 1);
    const answer = await play.draft(bookId, times);
    expect(answer).toMatchObject({ status: 422, body: { code: 'time-past' } });
    expect((answer.body as unknown as { detail: string }).detail).toContain('Set a later time');
    const { id } = (await play.draft(bookId)).body;
    const changed = await play.bed.patch(`/v1/campaigns/${id}`, times);
    expect(changed).toMatchObject({ status: 422, body: { code: 'time-past' } });
  });

  test('accepts a time a moment ago as now', async () => {
    const bookId = await bookOf(play.bed, play.advertiserId, 0, 1);
    expect(await play.launch(bookId, { sendAt: ago(2_000) })).toMatchObject({
      status: 200,
      body: { state: 'running' },
    });
  });

  test('does not start a draft whose time has passed', async () => {
    const { id } = (await play.draft(await bookOf(play.bed, play.advertiserId, 0, 1), { sendAt: ago(0) })).body;
    await play.bed.sql(`UPDATE campaign SET send_at = now() - interval '1 hour' WHERE id = $1`, [id]);
    expect(await start(id)).toMatchObject({ status: 422, body: { code: 'time-past' } });
  });
});

test('creates a draft on an empty address book, and starts it once there are contacts', async () => {
  const bookId = await newBook(play.bed, play.advertiserId);
  const { status, body } = await play.draft(bookId);
  expect({ status, recipients: body.counts['recipients'] }).toEqual({ status: 201, recipients: 0 });
  expect(await start(body.id)).toMatchObject({ status: 422, body: { code: 'ADDRESS_BOOK_EMPTY' } });
  await importCsv(play.bed, bookId, `phone\n${msisdn(1)}\n`);
  expect(await start(body.id)).toMatchObject({ status: 200, body: { counts: { recipients: 1 } } });
});

test('does not move a draft to an address book of another advertiser', async () => {
  const other = await newAdvertiser(play.bed);
  const { id } = (await play.draft(await bookOf(play.bed, play.advertiserId, 0, 1))).body;
  const changes = { addressBookId: await bookOf(play.bed, other.id, 0, 1) };
  expect(await play.bed.patch(`/v1/campaigns/${id}`, changes)).toMatchObject({
    status: 404,
    body: { code: 'not-found' },
  });
  expect((await play.bed.patch(`/v1/campaigns/${id}`, {})).status).toBe(400);
  expect((await play.bed.patch(`/v1/campaigns/${id}`, { state: 'running' })).status).toBe(400);
});
