import { randomUUID } from 'node:crypto';
import { messageStatus, receipts, verdicts } from '@stopsms/contracts';
import { deterministicId } from '@stopsms/kernel';
import { eventually } from '@stopsms/testing';
import { type Campaign, CampaignPlay, expectSumsToHold } from './campaign-play';
import { bookOf, importCsv, messageIdOf, msisdn, newBook } from './people';
import { aboutRequest, receipt, status, verdict } from './what-others-say';

let play: CampaignPlay;
beforeAll(async () => {
  play = await CampaignPlay.start();
});
afterAll(() => play.bed.end());

test('a campaign requests one SMS per contact, with its attributes in the text', async () => {
  const bookId = await newBook(play.bed, play.advertiserId);
  await importCsv(play.bed, bookId, `phone,first_name\n${msisdn(1)},Zoé\n${msisdn(2)},\n`);
  const { status: code, body } = await play.launch(bookId, {
    text: 'Bonjour {{first_name}} STOP 36180',
    mention: 'require',
    whenCapped: 'hold',
    expiresAt: '2099-01-01T00:00:00Z',
  });
  expect(code).toBe(200);
  expect(body).toMatchObject({ state: 'running', whenCapped: 'hold', counts: { recipients: 2, pending: 2 } });
  await eventually('both are requested', () => play.requestsOf(body.id).length === 2);
  const of = (phone: string) => play.requestsOf(body.id).find(({ value }) => value.to === phone);
  const { key, value, headers } = of(msisdn(1)) ?? {};
  expect({ key, value, headers }).toEqual({
    key: messageIdOf(play.bed, body.id, msisdn(1)),
    value: {
      id: messageIdOf(play.bed, body.id, msisdn(1)),
      advertiserId: play.advertiserId,
      campaignId: body.id,
      category: 'marketing',
      to: msisdn(1),
      country: 'FR',
      text: 'Bonjour Zoé STOP 36180',
      mention: 'require',
      whenCapped: 'hold',
      expiresAt: Date.parse('2099-01-01T00:00:00Z'),
    },
    headers: expect.objectContaining({ ce_type: 'stopsms.sms.requested.v1', ce_source: '/stopsms/campaign' }),
  });
  expect(of(msisdn(2))?.value.text).toBe('Bonjour {{first_name}} STOP 36180');
});

test('the ID of a future message cannot be taken by somebody who knows campaign and recipient key', async () => {
  const bookId = await bookOf(play.bed, play.advertiserId, 300, 301);
  const { id } = (await play.launch(bookId, { sendAt: Date.now() + 3_600_000 })).body;
  const recipientKey = play.bed.keys.keyOf(msisdn(300));
  // A publisher asks for a message of its own with what they could be made into; its verdict comes back.
  const guessed = [id, recipientKey].map((one, n, both) => deterministicId('message', one, both[1 - n] ?? ''));
  const theirs = guessed.map((guess) => ({ id: guess, advertiserId: randomUUID(), recipientKey }));
  await play.bed.say(verdicts, ...theirs.map((about) => verdict(about, 'cleared')));
  const known = async () => (await play.bed.sql('SELECT 1 FROM message WHERE id = ANY($1::uuid[])', [guessed])).length;
  await eventually('they are known', async () => (await known()) === guessed.length);
  await play.bed.sql('UPDATE campaign SET send_at = now() WHERE id = $1', [id]);
  await eventually('it is requested', () => play.requestsOf(id).length === 1);
});

test('counts follow each message to its end and always add up', async () => {
  const bookId = await bookOf(play.bed, play.advertiserId, 0, 200);
  const { id } = (await play.launch(bookId)).body;
  await eventually('all are requested', () => play.requestsOf(id).length === 200);
  const [a, b, c, d, e, f, g, h, ...others] = play
    .requestsOf(id)
    .map(({ value }) => aboutRequest(value, (to) => play.bed.keys.keyOf(to)));
  if (!a || !b || !c || !d || !e || !f || !g || !h) throw new Error('200 requests were seen');
  const views: Campaign[] = [];
  const watch = setInterval(() => void play.view(id).then((view) => views.push(view)), 20);

  await play.bed.say(
    verdicts,
    verdict(a, 'refused', { code: 'MENTION_MISSING' }),
    verdict(b, 'held', { code: 'WINDOW' }),
  );
  await play.bed.say(receipts, receipt(h, 'failed'), ...others.map((each) => receipt(each, 'delivered')));
  await play.bed.say(verdicts, ...[c, d, e, f, g, h, ...others].map((each) => verdict(each, 'cleared')));
  await play.bed.say(
    messageStatus,
    status(c, 'blocked', { code: 'OPTED_OUT' }),
    status(d, 'rejected', { code: 'OPERATOR_REJECTED' }),
    status(e, 'expired', { code: 'EXPIRED' }),
    status(f, 'unknown', { code: 'OUTCOME_UNKNOWN' }),
    status(h, 'submitted'),
    ...others.map((each) => status(each, 'submitted')),
  );
  await eventually('each event is counted', async () => {
    const view = await play.view(id);
    expect(view.counts).toEqual({
      ...{ recipients: 200, pending: 0, cancelled: 0, refused: 1, held: 1, cleared: 198 },
      ...{ queued: 1, blocked: 1, expired: 1, rejected: 1, unknown: 1, submitted: 193 },
      ...{ awaitingReceipt: 0, delivered: 192, failed: 1, optedOut: 0 },
    });
    return view.reasons.some(({ code }) => code === 'MENTION_MISSING');
  });
  expect((await play.view(id)).state).toBe('running');

  await play.bed.say(messageStatus, status(g, 'submitted'));
  await play.bed.say(
    verdicts,
    verdict(b, 'released', { attempt: 2 }),
    verdict(b, 'refused', { attempt: 2, code: 'EXPIRED' }),
  );
  await eventually(
    'it is over when nothing is pending, held or queued',
    async () => (await play.view(id)).state === 'completed',
  );
  clearInterval(watch);
  expect(views.length).toBeGreaterThan(5);
  views.forEach(expectSumsToHold);
  const over = await play.view(id);
  expectSumsToHold(over);
  expect(over.counts).toMatchObject({ refused: 2, held: 0, queued: 0, submitted: 194, awaitingReceipt: 1 });
  expect(await play.act(id, 'resume')).toMatchObject({ status: 409, body: { code: 'campaign-over' } });
});

test('a contact whose attributes make the text too long is refused alone', async () => {
  const bookId = await newBook(play.bed, play.advertiserId);
  await importCsv(play.bed, bookId, `phone,note\n${msisdn(1)},${'x'.repeat(10_000)}\n${msisdn(2)},short\n`);
  const { id } = (await play.launch(bookId, { text: '{{note}} STOP 36180' })).body;
  await eventually('the other one is requested', () => play.requestsOf(id).length === 1);
  expect(await play.view(id)).toMatchObject({
    counts: { recipients: 2, refused: 1, pending: 1 },
    reasons: [{ outcome: 'refused', code: 'TEXT_TOO_LONG', count: 1 }],
  });
});

test('an address book emptied before the start completes the campaign at once, with a reason', async () => {
  const bookId = await bookOf(play.bed, play.advertiserId, 0, 1);
  const { id } = (await play.launch(bookId, { sendAt: Date.now() + 1_000 })).body;
  await play.bed.sql('DELETE FROM contact WHERE address_book_id = $1', [bookId]);
  await eventually('it is completed', async () => (await play.view(id)).state === 'completed');
  expect(await play.view(id)).toMatchObject({ reason: 'ADDRESS_BOOK_EMPTY', counts: { recipients: 0 } });
});

test('does not count a message that somebody else published with the campaign’s ID', async () => {
  const { id } = (await play.launch(await bookOf(play.bed, play.advertiserId, 0, 1))).body;
  const foreign = {
    id: randomUUID(),
    advertiserId: play.advertiserId,
    campaignId: id,
    recipientKey: play.bed.keys.keyOf(msisdn(7)),
  };
  await play.bed.say(verdicts, verdict(foreign, 'refused', { code: 'CONSENT_MISSING' }));
  await eventually('it is known', async () => (await play.bed.get(`/v1/messages/${foreign.id}`)).status === 200);
  expect((await play.view(id)).counts).toMatchObject({ recipients: 1, refused: 0, pending: 1 });
});

test('after a cancellation half way, the rest is never requested and counts as cancelled', async () => {
  const { id } = (await play.launch(await bookOf(play.bed, play.advertiserId, 0, 10_000))).body;
  await eventually('some are made', async () => (await play.made(id)) >= 200, { everyMs: 5 });
  const cancelled = await play.act(id, 'cancel');
  expect(cancelled).toMatchObject({ status: 200, body: { state: 'cancelled' } });
  expectSumsToHold(cancelled.body);
  const { pending, cancelled: never } = cancelled.body.counts;
  expect(never).toBeGreaterThan(0);
  expect(pending).toBe(10_000 - (never ?? 0));
  expect(await play.act(id, 'cancel')).toMatchObject({
    status: 200,
    body: { state: 'cancelled', counts: { cancelled: never } },
  });
  expect(await play.act(id, 'resume')).toMatchObject({ status: 409, body: { code: 'campaign-over' } });

  // A later campaign goes all the way: nothing of the first can have been made meanwhile without being seen here.
  const next = (await play.launch(await bookOf(play.bed, play.advertiserId, 0, 100))).body;
  await eventually('the next campaign is requested', () => play.requestsOf(next.id).length === 100);
  expect(await play.made(id)).toBe(pending);
  expect(play.requestsOf(id)).toHaveLength(pending ?? NaN);
});

test('requests with the same key create one campaign and get the same response; a second start sends nothing', async () => {
  const bookId = await bookOf(play.bed, play.advertiserId, 0, 3);
  const key = { 'idempotency-key': 'launch-1' };
  const answers = await Promise.all([
    play.draft(bookId, {}, key),
    play.draft(bookId, {}, key),
    play.draft(bookId, {}, key),
  ]);
  expect(new Set(answers.map(({ status: code, body }) => `${code} ${body.id}`)).size).toBe(1);
  expect(await play.draft(bookId, {}, key)).toEqual(answers[0]);
  expect(await play.draft(bookId, { category: 'informative' }, key)).toMatchObject({
    status: 422,
    body: { code: 'idempotency-key-reused' },
  });
  const { body } = await play.bed.get<{ items: Campaign[] }>(
    `/v1/campaigns?advertiserId=${play.advertiserId}&limit=1000`,
  );
  expect(body.items.filter(({ id }) => id === answers[0].body.id)).toHaveLength(1);
  const { id } = answers[0].body;
  const starts = await Promise.all([play.act(id, 'start'), play.act(id, 'start'), play.act(id, 'start')]);
  expect(starts.map(({ status: code }) => code)).toEqual([200, 200, 200]);
  await eventually('its three are requested', () => play.requestsOf(id).length === 3);
  await eventually('it is started again in vain', async () => (await play.act(id, 'start')).status === 200);
  expect((await play.view(id)).controls).toMatchObject([{ action: 'start' }]);
  expect(await play.made(id)).toBe(3);
});
