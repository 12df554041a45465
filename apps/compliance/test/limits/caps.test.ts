// How often one person gets adverts of an advertiser: its own caps, published by campaign and counted here over all its campaigns.
import { randomUUID } from 'node:crypto';
import { type MessageStatus, optOutChanged } from '@stopsms/contracts';
import { eventually, keys } from '@stopsms/testing';
import { Bed } from '../bed';
import { Capped } from './capped';
import { ADVERT, LAWFUL, NOW, REMINDER } from '../fixtures';
import { storedFacts } from '../evidence/stored-facts';

const HOUR = 3_600_000;
const iso = (at: number) => new Date(at).toISOString();

let bed: Bed;
const capped = new Capped(() => bed);
beforeAll(async () => {
  bed = await Bed.make();
});
afterAll(() => bed?.end());

let people = 0;
/** Somebody who agreed to adverts of these. */
async function person(...advertisers: { id: string }[]): Promise<string> {
  const phone = `+3363998${4_000 + people++}`;
  for (const { id } of advertisers) await bed.consent(phone, { advertiserId: id });
  return phone;
}
const perDay = (adverts: number) => capped.advertiser({ frequencyCaps: [{ adverts, hours: 24 }] });
const reservationsOf = async (phone: string): Promise<{ left: number | null }[]> =>
  bed.sql(
    'SELECT extract(epoch FROM sent_at)::float8 * 1000 AS left FROM advert_reservation WHERE recipient_key = $1',
    [keys.keyOf(phone)],
  );
const pairsOf = async ({ id }: { id: string }): Promise<number> =>
  (await bed.sql('SELECT 1 FROM capped_pair WHERE advertiser_id = $1', [id])).length;

test('across campaigns, a person gets as many adverts as the cap allows, and a refusal states when the next is possible', async () => {
  const [account, other] = [await perDay(1), await perDay(1)];
  const to = await person(account, other);
  const first = await capped.advert(account, to, { campaignId: randomUUID() });
  await bed.firstCleared(first);
  const second = await capped.advert(account, to, { campaignId: randomUUID() });
  const refused = await bed.verdict(second);
  expect(refused).toMatchObject({ verdict: 'refused', code: 'CAP_REACHED' });
  const [, next = ''] = /next may leave from (\S+) on/.exec(refused.detail ?? '') ?? [];
  expect(Date.parse(next) - refused.at).toBe(24 * HOUR);
  expect(await bed.verdict(await capped.advert(other, to))).toMatchObject({ verdict: 'cleared' });
  const reminder = await capped.ask(account, { to, text: REMINDER });
  expect(await bed.verdict(reminder)).toMatchObject({ verdict: 'cleared' });
  expect(bed.cleared(second)).toEqual([]);

  const proof = await (await fetch(`${bed.url}/v1/messages/${second}/proof`)).json();
  expect(proof).toMatchObject({
    explanation: {
      happened: expect.arrayContaining([expect.stringContaining('It was refused')]),
      wouldChange: [expect.stringMatching(/^Time: .* a higher cap of Lorane/)],
    },
  });
  expect(await bed.metrics()).toMatch(/verdicts_total\{[^}]*code="CAP_REACHED"[^}]*\} [1-9]/);
  expect(await capped.quotas(account)).toMatchObject({ frequencyCaps: [{ adverts: 1, hours: 24 }] });
});

test('a check reports the cap for the named recipient and takes no reservation', async () => {
  const account = await perDay(1);
  const to = await person(account);
  const check = async (more: object = {}) => {
    const body = { text: ADVERT, category: 'marketing', country: 'FR', advertiserId: account.id, to, ...more };
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${bed.url}/v1/check`, { method: 'POST', headers, body: JSON.stringify(body) });
    const { verdict, reasons } = (await answer.json()) as { verdict: string; reasons: { code: string }[] };
    return [verdict, ...reasons.map(({ code }) => code)];
  };
  await eventually('the advertiser is known', async () => (await check())[0] === 'accept');
  for (let n = 0; n < 3; n++) expect(await check()).toEqual(['accept']);
  await bed.firstCleared(await capped.advert(account, to));
  expect(await check()).toEqual(['refuse', 'CAP_REACHED']);
  expect(await check({ to: undefined })).toEqual(['accept']);
  expect(await check({ category: 'informative', text: REMINDER })).toEqual(['accept']);
  expect(await check({ to: '06' })).toEqual(['refuse', 'PHONE_TOO_SHORT']);
});

test('the first of concurrent adverts are sent; two with one ID take one reservation', async () => {
  const account = await perDay(2);
  const to = await person(account);
  await bed.firstCleared(await capped.ask(account));
  const advert = () => capped.request(account, { category: 'marketing', text: ADVERT, to });
  const [one, two, three] = [advert(), advert(), advert()];
  await capped.verdicts(await capped.inOrder([one]));
  const ids = await capped.inOrder([one, one, two, one, three]);
  expect(await capped.verdicts(ids)).toEqual(['cleared', 'cleared', 'cleared', 'cleared', 'CAP_REACHED']);
  expect(await reservationsOf(to)).toHaveLength(2);
});

test('a message refused or held for another reason takes no reservation', async () => {
  const account = await capped.advertiser({
    frequencyCaps: [{ adverts: 1, hours: 24 }],
    quotas: { messagesPerDay: 1 },
  });
  const to = await person(account);
  const early = await capped.advert(account, to, { notBefore: bed.now() + HOUR });
  expect(await bed.verdict(early)).toMatchObject({ verdict: 'held', code: 'NOT_BEFORE' });
  await bed.firstCleared(await capped.ask(account));
  expect(await bed.verdict(await capped.advert(account, to))).toMatchObject({ code: 'QUOTA_EXCEEDED' });
  expect(await reservationsOf(to)).toEqual([]);
});

test.each<[string, Partial<MessageStatus>, string]>([
  ['blocked', { status: 'blocked', code: 'OPTED_OUT' }, 'cleared'],
  ['expired', { status: 'expired', code: 'EXPIRED' }, 'cleared'],
  ['rejected by the operator', { status: 'rejected', code: 'OPERATOR_REJECTED', smscIds: [] }, 'cleared'],
  [
    'rejected after a part of it left',
    { status: 'rejected', code: 'OPERATOR_REJECTED', smscIds: ['p1'] },
    'CAP_REACHED',
  ],
  ['of which nobody knows', { status: 'unknown', code: 'OUTCOME_UNKNOWN' }, 'CAP_REACHED'],
  ['that left', {}, 'CAP_REACHED'],
])('after an advert, %s', async (_, published, becomes) => {
  const account = await perDay(1);
  const to = await person(account);
  const message = await bed.firstCleared(await capped.advert(account, to));
  await capped.published(message, published);
  await eventually('it is published', async () => (await storedFacts(bed, message.messageId)).length === 2);
  const next = await capped.advert(account, to);
  await bed.verdict(next);
  expect(capped.latest(next)).toBe(becomes);
});

test('a returned advert frees its reservation while it waits, and reserves again when it is sent', async () => {
  const account = await perDay(1);
  const to = await person(account);
  const message = await bed.firstCleared(await capped.advert(account, to));
  for (let n = 0; n < 2; n++) await capped.published(message, { status: 'expired', code: 'ROUTE_CLOSED' });
  await eventually('it waits', () => capped.latest(message.messageId) === 'ROUTE_CLOSED');
  expect(await reservationsOf(to)).toEqual([]);
  expect(await pairsOf(account)).toBe(0);
  const other = await bed.firstCleared(await capped.advert(account, to));
  await bed.restart(iso(NOW + 2 * HOUR));
  await eventually('its turn is over', () => capped.latest(message.messageId) === 'CAP_REACHED');
  expect(await reservationsOf(to)).toHaveLength(1);
  // Late news of the first attempt, again, frees nothing of another's.
  await capped.published(message, { status: 'expired', code: 'ROUTE_CLOSED' });
  await capped.published(other, {});
  await eventually('the other has left', async () => (await reservationsOf(to))[0]?.left !== null);
  expect(bed.cleared(message.messageId)).toHaveLength(1);
  await bed.restart(LAWFUL);
});

test('an advert held by a cap is sent one period after the previous one was sent, not cleared', async () => {
  const account = await perDay(1);
  const to = await person(account);
  const first = await bed.firstCleared(await capped.advert(account, to));
  const waiting = await capped.advert(account, to, { whenCapped: 'hold' });
  const stale = await capped.advert(account, to, { whenCapped: 'hold', expiresAt: NOW + 5 * HOUR });
  const held = await bed.verdict(waiting);
  expect(held).toMatchObject({
    verdict: 'held',
    code: 'CAP_REACHED',
    detail: expect.stringContaining('it waits until then'),
  });
  expect(held.heldUntil).toBe(held.at + 24 * HOUR);
  expect(await bed.verdict(stale)).toMatchObject({ verdict: 'held', heldUntil: NOW + 5 * HOUR });
  const leftAt = first.clearedAt + 3 * HOUR;
  await capped.published(first, { at: leftAt });
  await eventually('it has left', async () => (await reservationsOf(to))[0]?.left === leftAt);

  await bed.restart(iso(NOW + 24 * HOUR + 60_000));
  const again = await bed.nth(waiting, 2);
  expect(again).toMatchObject({ verdict: 'held', code: 'CAP_REACHED', heldUntil: leftAt + 24 * HOUR });
  await eventually('the other is over', () => capped.latest(stale) === 'EXPIRED');
  await bed.restart(iso(leftAt + 24 * HOUR - 2_000));
  await eventually('it leaves', () => bed.cleared(waiting).length === 1);
  expect(bed.cleared(waiting)[0]?.clearedAt).toBeGreaterThanOrEqual(leftAt + 24 * HOUR);
  await bed.restart(LAWFUL);
});

test('decides a waiting advert again when a reservation is free', async () => {
  const account = await perDay(1);
  const to = await person(account);
  const first = await bed.firstCleared(await capped.advert(account, to));
  const [second, third] = [
    await capped.advert(account, to, { whenCapped: 'hold' }),
    await capped.advert(account, to, { whenCapped: 'hold' }),
  ];
  for (const id of [second, third]) expect(await bed.verdict(id)).toMatchObject({ code: 'CAP_REACHED' });
  await capped.published(first, { status: 'expired', code: 'EXPIRED' });
  await eventually('one of them leaves', () => [second, third].some((id) => bed.cleared(id).length > 0));
  await eventually('the other waits on', () =>
    [second, third].some((id) => bed.verdictsOf(id).length > 1 && capped.latest(id) === 'CAP_REACHED'),
  );
  expect([...bed.cleared(second), ...bed.cleared(third)]).toHaveLength(1);
});

test('a cap that is set, lowered, raised or removed applies at once and counts earlier adverts', async () => {
  const account = await capped.advertiser();
  const to = await person(account);
  for (let n = 0; n < 2; n++) await bed.firstCleared(await capped.advert(account, to));
  const change = async (frequencyCaps: { adverts: number; hours: number }[]) =>
    capped.changed({ ...account, frequencyCaps }, (quotas) =>
      JSON.stringify(quotas).includes(JSON.stringify(frequencyCaps)),
    );
  await change([{ adverts: 3, hours: 24 }]);
  await bed.firstCleared(await capped.advert(account, to));
  const held = await capped.advert(account, to, { whenCapped: 'hold' });
  expect(await bed.verdict(held)).toMatchObject({ code: 'CAP_REACHED' });
  await change([{ adverts: 1, hours: 48 }]);
  const longer = await bed.nth(held, 2);
  expect(longer).toMatchObject({
    code: 'CAP_REACHED',
    detail: expect.stringContaining('1 advert of Lorane within 2 days'),
  });
  expect((longer.heldUntil ?? 0) - longer.at).toBe(48 * HOUR);
  await change([{ adverts: 4, hours: 24 }]);
  await bed.firstCleared(held);
  expect(await bed.verdict(await capped.advert(account, to))).toMatchObject({ code: 'CAP_REACHED' });
  await change([]);
  await bed.firstCleared(await capped.advert(account, to));
});

test('three concurrent services let each person have exactly as many adverts as the cap allows', async () => {
  const account = await perDay(3);
  const phones = await Promise.all(Array.from({ length: 40 }, () => person(account)));
  const others = await Promise.all([1, 2].map(() => bed.startReady({ STOPSMS_CLOCK: iso(bed.now()) })));
  const urls = [bed.url, ...others.map(({ url }) => url)];
  const decided = (url: string) =>
    fetch(`${url}/metrics`)
      .then((answer) => answer.text())
      .then((text) =>
        [...text.matchAll(/stopsms_compliance_verdicts_total\{[^}]*\} (\d+)/g)].reduce(
          (sum, [, count]) => sum + Number(count),
          0,
        ),
      );
  await eventually('all decide', async () => {
    await Promise.all(capped.requests(await capped.advertiser(), 36).map((each) => bed.ask(each)));
    return (await Promise.all(urls.map(decided))).every((count) => count > 0);
  });
  const before = await Promise.all(urls.map(decided));
  const asked = await Promise.all(
    Array.from({ length: 12 }, () => phones)
      .flat()
      .map((to) => capped.advert(account, to).then((id) => ({ id, to }))),
  );
  const verdicts = await capped.verdicts(asked.map(({ id }) => id));
  const cleared = new Map<string, number>();
  asked.forEach(({ to }, index) => verdicts[index] === 'cleared' && cleared.set(to, (cleared.get(to) ?? 0) + 1));
  expect([...new Set(verdicts)].sort()).toEqual(['CAP_REACHED', 'cleared']);
  expect(phones.map((to) => cleared.get(to))).toEqual(phones.map(() => 3));
  const after = await Promise.all(urls.map(decided));
  expect(after.every((count, index) => count > (before[index] ?? 0))).toBe(true);
  await Promise.all(others.map((service) => service.close()));
});

test('counts nothing of a person who requested erasure, and deletes adverts too old for any cap', async () => {
  const account = await perDay(1);
  const [to, old, lost] = [await person(account), await person(account), await person(account)];
  for (const phone of [to, old, lost]) {
    const message = await bed.firstCleared(await capped.advert(account, phone));
    if (phone !== lost) await capped.published(message, {});
  }
  await eventually(
    'two have left',
    async () => (await reservationsOf(old))[0]?.left !== null && (await reservationsOf(to))[0]?.left !== null,
  );
  const recipientKey = keys.keyOf(to);
  await bed.send(optOutChanged, recipientKey, {
    ...{ changeId: randomUUID(), recipientKey, change: 'repeated', source: 'erasure', evidenceId: randomUUID() },
    optOuts: [{ scope: account.id, advertiserId: account.id, episodeId: randomUUID() }],
    ...{ attributed: true, at: bed.now() },
  });
  await eventually('it is erased', async () => (await reservationsOf(to)).length === 0);
  expect(await pairsOf(account)).toBe(2);

  // The outcome of one is unknown: the lanes do not keep it longer than three days.
  const another = async () => bed.verdict(await capped.advert(account, lost));
  await bed.restart(iso(NOW + 2 * 24 * HOUR));
  expect(await another()).toMatchObject({ code: 'CAP_REACHED' });
  await bed.restart(iso(NOW + 5 * 24 * HOUR));
  expect(await another()).toMatchObject({ verdict: 'cleared' });
  await bed.applyRetention();
  expect([...(await reservationsOf(old)), ...(await reservationsOf(lost))]).toHaveLength(3);
  await bed.restart(iso(NOW + 40 * 24 * HOUR));
  await bed.applyRetention();
  expect([...(await reservationsOf(old)), ...(await reservationsOf(lost))]).toEqual([]);
  expect(await pairsOf(account)).toBe(0);
  await bed.restart(LAWFUL);
});
