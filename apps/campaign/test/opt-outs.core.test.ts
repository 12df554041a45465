import { messageStatus, optOutChanged, type SmsRequested, smsRequested, verdicts } from '@stopsms/contracts';
import { eventually, type Seen } from '@stopsms/testing';
import { Bed } from './bed';
import { type Advertiser, bookOf, importCsv, msisdn, newAdvertiser, newBook, phonesIn } from './people';
import { type About, aboutRequest, optOut, status, verdict } from './what-others-say';

let bed: Bed;
let ours: Advertiser;
let theirs: Advertiser;
let requested: Seen<SmsRequested>[];

beforeAll(async () => {
  bed = await Bed.make({ CAMPAIGN_CHUNK: '50', CAMPAIGN_MESSAGES_UNDER_WAY: '50000' });
  ours = await newAdvertiser(bed);
  theirs = await newAdvertiser(bed);
  requested = await bed.collect<SmsRequested>(smsRequested);
});
afterAll(() => bed.end());

const keyOf = (n: number) => bed.keys.keyOf(msisdn(n));
const launch = async (advertiserId: string, addressBookId: string) =>
  (
    await bed.launch<{ id: string }>({
      advertiserId,
      addressBookId,
      category: 'marketing',
      text: 'STOP 36180',
    })
  ).body.id;
const counts = async (id: string) =>
  (await bed.get<{ state: string; counts: Record<string, number> }>(`/v1/campaigns/${id}`)).body.counts;

test('an opt-out from an advertiser removes the person from all its address books and no other', async () => {
  const books = await Promise.all([
    bookOf(bed, ours.id, 0, 4),
    bookOf(bed, ours.id, 0, 4),
    bookOf(bed, theirs.id, 0, 4),
  ]);
  await bed.say(
    optOutChanged,
    optOut(keyOf(0), [ours.id]),
    optOut(keyOf(1), ['*']),
    optOut(keyOf(2), [`${ours.id}/appointments`]),
    optOut(keyOf(3), [ours.id], { change: 'repeated' }),
  );
  await eventually('the recipients are out', async () => {
    expect(await phonesIn(bed, books[0])).toEqual([msisdn(2), msisdn(3)]);
    expect(await phonesIn(bed, books[1])).toEqual([msisdn(2), msisdn(3)]);
    expect(await phonesIn(bed, books[2])).toEqual([msisdn(0), msisdn(2), msisdn(3)]);
    return true;
  });
});

test('no later import adds an opted-out person until they return', async () => {
  // Of an opt-out from everybody an advertiser is shown that of its contacts.
  await bookOf(bed, ours.id, 11, 12);
  await bookOf(bed, theirs.id, 11, 12);
  await bed.say(optOutChanged, optOut(keyOf(10), [ours.id]), optOut(keyOf(11), ['*']));
  const file = `phone\n${[10, 11, 12].map(msisdn).join('\n')}\n`;
  const refusals = async (advertiserId: string) => (await importCsv(bed, await newBook(bed, advertiserId), file)).body;
  await eventually('the opt-outs are known', async () => (await refusals(ours.id)).imported === 1);
  expect((await refusals(ours.id)).refused.map(({ row, code }) => [row, code])).toEqual([
    [1, 'OPTED_OUT'],
    [2, 'OPTED_OUT'],
  ]);
  expect((await refusals(theirs.id)).refused.map(({ row, code }) => [row, code])).toEqual([[2, 'OPTED_OUT']]);

  await bed.say(optOutChanged, optOut(keyOf(10), [ours.id], { change: 'returned', at: Date.now() + 1_000 }));
  await eventually('the return is known', async () => (await refusals(ours.id)).imported === 2);
});

test('after a written erasure of the opt-out, a later import may add the person, and a later STOP applies', async () => {
  const bookId = await bookOf(bed, theirs.id, 30, 32);
  const forget = { source: 'erasure', forget: true, change: 'repeated' } as const;
  await bed.say(
    optOutChanged,
    optOut(keyOf(30), [ours.id]),
    optOut(keyOf(30), ['*'], forget),
    optOut(keyOf(31), ['*'], { source: 'erasure', forget: true }),
    optOut(keyOf(31), [ours.id]),
    optOut(keyOf(32), [ours.id], { source: 'erasure', change: 'repeated' }),
  );
  const known = () =>
    bed.sql('SELECT recipient_key AS key, scope FROM opt_out WHERE recipient_key = ANY($1)', [
      [keyOf(30), keyOf(31), keyOf(32)],
    ]);
  await eventually('the later STOP is all that is known', async () => {
    expect(await known()).toEqual([{ key: keyOf(31), scope: ours.id }]);
    expect(await phonesIn(bed, bookId)).toEqual([]);
    return true;
  });
  const file = `phone\n${[30, 31].map(msisdn).join('\n')}\n`;
  const { body } = await importCsv(bed, await newBook(bed, ours.id), file);
  expect(body).toMatchObject({ imported: 1, refused: [{ row: 2, code: 'OPTED_OUT' }] });
});

test('an opt-out repeated after the return removes nobody', async () => {
  const out = optOut(keyOf(20), [ours.id]);
  await bed.say(optOutChanged, out, optOut(keyOf(20), [ours.id], { change: 'returned', at: out.value.at + 1 }));
  const bookId = await newBook(bed, ours.id);
  const file = `phone\n${msisdn(20)}\n`;
  const isOutOf = async (advertiserId: string) =>
    (await importCsv(bed, await newBook(bed, advertiserId), file)).body.refused[0]?.code === 'OPTED_OUT';
  // Records about one recipient are handled in order, so the last one shows that those before it are.
  await bed.say(optOutChanged, optOut(keyOf(20), [theirs.id]));
  await eventually('the return is handled', () => isOutOf(theirs.id));
  expect((await importCsv(bed, bookId, file)).body).toMatchObject({ imported: 1 });
  const marker = await newAdvertiser(bed);
  await bed.say(optOutChanged, out, optOut(keyOf(20), [marker.id]));
  await eventually('the repetition is handled', () => isOutOf(marker.id));
  expect(await phonesIn(bed, bookId)).toEqual([msisdn(20)]);
});

test('contacts imported while their opt-outs arrive are removed in the end, in either order', async () => {
  const bookId = await newBook(bed, ours.id);
  const numbers = Array.from({ length: 8_000 }, (_, n) => msisdn(1_000 + n));
  const outs = Array.from({ length: 400 }, (_, n) => optOut(keyOf(1_000 + n * 20), [ours.id]));
  const [imported] = await Promise.all([
    importCsv(bed, bookId, `phone\n${numbers.join('\n')}\n`),
    (async () => {
      for (let from = 0; from < outs.length; from += 20) await bed.say(optOutChanged, ...outs.slice(from, from + 20));
    })(),
  ]);
  expect(imported.body.imported + imported.body.refusedCount).toBe(8_000);
  await eventually('400 of 8,000 are out', async () => {
    const { body } = await bed.get<{ contacts: number }>(`/v1/address-books/${bookId}`);
    return body.contacts === 7_600;
  });
});

async function sent(campaignId: string, expected: number): Promise<Map<string, About>> {
  const of = () => requested.filter(({ value }) => value.campaignId === campaignId);
  await eventually('all is requested', () => of().length === expected);
  const messages = of().map(({ value }) => aboutRequest(value, (to) => bed.keys.keyOf(to)));
  await bed.say(verdicts, ...messages.map((each) => verdict(each, 'cleared')));
  await bed.say(messageStatus, ...messages.map((each) => status(each, 'submitted')));
  await eventually('all is submitted', async () => (await counts(campaignId))['submitted'] === expected);
  return new Map(messages.map((each) => [each.recipientKey, each]));
}

test('an opt-out counts once, for the last message of its advertiser to the recipient', async () => {
  const first = await launch(ours.id, await bookOf(bed, ours.id, 9_100, 9_105));
  await sent(first, 5);
  const second = await launch(ours.id, await bookOf(bed, ours.id, 9_100, 9_103));
  const messages = await sent(second, 3);
  const other = await launch(theirs.id, await bookOf(bed, theirs.id, 9_100, 9_105));
  await sent(other, 5);

  const answers = [9_100, 9_101, 9_104].map((n) => optOut(keyOf(n), [ours.id], { at: Date.now() + 1_000 }));
  await bed.say(optOutChanged, ...answers);
  await bed.say(optOutChanged, ...answers);
  await eventually('they are counted', async () => {
    expect((await counts(first))['optedOut']).toBe(1);
    expect((await counts(second))['optedOut']).toBe(2);
    return true;
  });
  await bed.say(optOutChanged, optOut(keyOf(9_103), ['*'], { at: Date.now() + 1_000 }));
  await eventually(
    'out of everything counts for the very last message',
    async () => (await counts(other))['optedOut'] === 1,
  );
  expect([(await counts(first))['optedOut'], (await counts(second))['optedOut']]).toEqual([1, 2]);
  const { body } = await bed.get(`/v1/messages/${messages.get(keyOf(9_100))?.id}`);
  expect(body).toMatchObject({ state: 'submitted', optedOut: true });
});

test('a person who opts out before their message is created gets none, and the counts still add up', async () => {
  const bookId = await bookOf(bed, ours.id, 9_200, 9_900);
  const id = await launch(ours.id, bookId);
  await bed.post(`/v1/campaigns/${id}/pause`);
  const made = async () =>
    Number((await bed.sql<{ n: string }>('SELECT count(*) AS n FROM message WHERE campaign_id = $1', [id]))[0]?.n);
  expect(await made()).toBeLessThan(690);
  await bed.say(optOutChanged, ...Array.from({ length: 10 }, (_, n) => optOut(keyOf(9_890 + n), [ours.id])));
  await eventually('they are out', async () => (await bed.get(`/v1/address-books/${bookId}`)).body['contacts'] === 690);
  await bed.post(`/v1/campaigns/${id}/resume`);
  const messages = await sent(id, 690);
  expect(messages.has(keyOf(9_895))).toBe(false);
  await eventually('it is completed', async () => (await bed.get(`/v1/campaigns/${id}`)).body['state'] === 'completed');
  expect(await counts(id)).toMatchObject({ recipients: 700, cancelled: 10, cleared: 690, submitted: 690, pending: 0 });
});
