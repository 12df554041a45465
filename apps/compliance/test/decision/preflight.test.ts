// What would be decided, asked before, is what is decided when the same messages are really asked for.
import { randomUUID } from 'node:crypto';
import { type SmsRequested, advertisers, numberStates, optOutKey, optOuts } from '@stopsms/contracts';
import { eventually, keys } from '@stopsms/testing';
import { Bed } from '../bed';
import { Capped } from '../limits/capped';
import { ADVERT, BRICOLIS, DAY, LORANE, NOW, REMINDER, requestOf } from '../fixtures';
import { Limited } from '../limits/limits';
import { templated } from '../waiting/review-client';

interface Group {
  outcome: 'cleared' | 'held' | 'refused';
  code?: string;
  detail?: string;
  ofText: boolean;
  region: string;
  timeZones?: string[];
  until?: string;
  closesAt?: string;
  parts?: number;
  count: number;
}

let bed: Bed;
const limited = new Limited(() => bed);
const capped = new Capped(() => bed);
beforeAll(async () => {
  bed = await Bed.make();
});
afterAll(() => bed?.end());

const ask = (body: object) =>
  fetch(`${bed.url}/v1/preflight`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** @param requests - of one advertiser and category, each with its own text and recipient */
const preflight = async (requests: SmsRequested[], more: object = {}): Promise<Group[]> =>
  (await answerTo(requests, more)).groups;

async function answerTo(requests: SmsRequested[], more: object = {}): Promise<{ groups: Group[]; quotaLeft?: number }> {
  const [{ advertiserId, category, mention, campaignId, expiresAt }] = requests as [SmsRequested];
  const response = await ask({
    ...{ advertiserId, category, mention, campaignId, expiresAt },
    texts: requests.map(({ text }) => text),
    recipients: requests.map(({ to }, text) => ({ to, text })),
    ...more,
  });
  expect(response.status).toBe(200);
  return (await response.json()) as { groups: Group[]; quotaLeft?: number };
}

const tally = (entries: { outcome: string; code?: string | undefined; count?: number }[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { outcome, code = '', count = 1 } of entries) {
    const name = `${outcome} ${code}`.trim();
    counts[name] = (counts[name] ?? 0) + count;
  }
  return counts;
};

/** Compares the preflight with the real decision; returns the preflight. */
async function bothAlike(requests: SmsRequested[]): Promise<Group[]> {
  const before = await preflight(requests);
  for (const request of requests) await bed.ask(request);
  const published = await Promise.all(requests.map(({ id }) => bed.verdict(id)));
  const real = published.map(({ verdict, code }) => ({ outcome: verdict, code }));
  expect(tally(before)).toEqual(tally(real));
  return before;
}

const phone = (n: number) => `+3363998${String(n).padStart(4, '0')}`;

test('forecasts consents, opt-outs, invalid numbers, other countries and unlawful texts as they are decided', async () => {
  for (const n of [810, 811, 812, 813, 814]) await bed.consent(phone(n));
  await bed.consent('+4915735980001');
  const key = keys.keyOf(phone(812));
  const out = {
    state: 'out',
    scope: LORANE.id,
    episodeId: randomUUID(),
    at: NOW - DAY,
    source: 'sms',
    evidenceId: 'e',
  };
  await bed.send(optOuts, optOutKey(key, LORANE.id), out);
  const dead = keys.keyOf(phone(813));
  await bed.send(numberStates, dead, { recipientKey: dead, state: 'invalid', since: NOW - 31 * DAY, provider: 'ovh' });
  await eventually('both are known', async () => {
    const found = await bed.sql(
      'SELECT 1 FROM opt_out WHERE recipient_key = $1 UNION ALL SELECT 1 FROM number_state WHERE recipient_key = $2',
      [key, dead],
    );
    return found.length === 2;
  });
  const groups = await bothAlike([
    ...[810, 811, 812, 813, 820].map((n) => requestOf({ to: phone(n) })),
    requestOf({ to: phone(814), text: 'Lorane : -20% ce week-end.' }),
    requestOf({ to: '+4915735980001' }),
    requestOf({ to: '+819012345678' }),
  ]);
  expect(groups.filter(({ outcome }) => outcome === 'cleared')).toEqual([
    { outcome: 'cleared', ofText: false, region: 'FR', closesAt: '2026-11-25T18:45:00.000Z', parts: 1, count: 2 },
  ]);
  expect(groups.find(({ code }) => code === 'MENTION_MISSING')).toMatchObject({
    ofText: true,
    detail: expect.any(String),
  });
  const person = groups.find(({ code }) => code === 'OPTED_OUT');
  expect(person).toMatchObject({ ofText: false, count: 1 });
  expect(person).not.toHaveProperty('detail');
  expect(JSON.stringify(groups)).not.toMatch(/\+33|6399/);
});

test('forecasts a text that needs a review as held, without creating one', async () => {
  const waiting = () => bed.sql('SELECT 1 FROM review');
  const requests = [1, 2].map((n) =>
    requestOf({ category: 'informative', to: phone(830 + n), text: templated('zebulon', `Anna${n}`) }),
  );
  const before = await preflight(requests);
  expect(before).toMatchObject([{ outcome: 'held', code: 'REVIEW_NEEDED', count: 2 }]);
  expect(before[0]).not.toHaveProperty('until');
  expect(await waiting()).toEqual([]);
  await bothAlike(requests);
  expect((await waiting()).length).toBeGreaterThan(0);
});

test('forecasts messages above a quota, over several pages', async () => {
  const account = await limited.advertiser({ quotas: { messagesPerDay: 3 } });
  const requests = limited.requests(account, 5);
  const [first, second] = [requests.slice(0, 2), requests.slice(2)];
  expect(tally(await preflight(first))).toEqual({ cleared: 2 });
  const { groups, quotaLeft } = await answerTo(second, { clearedBefore: 2 });
  expect(tally(groups)).toEqual({ cleared: 1, 'refused QUOTA_EXCEEDED': 2 });
  expect(quotaLeft).toBe(3);
  // Asking took nothing of it.
  expect(tally(await preflight(requests))).toEqual({ cleared: 3, 'refused QUOTA_EXCEEDED': 2 });
  await limited.verdicts(await limited.inOrder(requests));
  expect(tally(await preflight(requests))).toEqual({ 'refused QUOTA_EXCEEDED': 5 });
  expect((await answerTo(requests)).quotaLeft).toBe(0);
});

test('forecasts a person at a cap as refused or held, as the campaign requests', async () => {
  const account = await capped.advertiser({ frequencyCaps: [{ adverts: 1, hours: 24 }] });
  for (const n of [850, 851]) await bed.consent(phone(n), { advertiserId: account.id });
  await bed.firstCleared(await capped.advert(account, phone(850)));
  const requests = [850, 851].map((n) => requestOf({ advertiserId: account.id, to: phone(n) }));
  expect(tally(await preflight(requests))).toEqual({ cleared: 1, 'refused CAP_REACHED': 1 });
  const held = (await preflight(requests, { whenCapped: 'hold' })).find(({ outcome }) => outcome === 'held');
  expect(held).toMatchObject({ code: 'CAP_REACHED', count: 1, parts: 1 });
  expect(Date.parse(held?.until ?? '') % 3_600_000).toBe(0);
  expect(tally(await bothAlike(requests))).toEqual({ cleared: 1, 'refused CAP_REACHED': 1 });
});

test('forecasts for another time how long a message waits and in which window it is sent', async () => {
  const request = requestOf({ to: phone(810) });
  expect(await preflight([request], { at: '2026-11-25T22:00:00Z' })).toEqual([
    {
      outcome: 'held',
      code: 'WINDOW_CLOSED',
      ofText: false,
      region: 'FR',
      until: '2026-11-26T07:00:00.000Z',
      parts: 1,
      count: 1,
    },
  ]);
  expect(await preflight([{ ...request, expiresAt: NOW }], { at: NOW })).toMatchObject([{ code: 'EXPIRED' }]);
});

test('forecasts all adverts of a paused advertiser as held', async () => {
  const paused = { ...BRICOLIS, marketingPaused: { code: 'COMPLAINTS' as const, reason: 'why', at: NOW } };
  await bed.consent(phone(840), { advertiserId: BRICOLIS.id });
  await bed.put(advertisers, [{ key: BRICOLIS.id, value: paused, partition: 0 }]);
  const request = requestOf({ advertiserId: BRICOLIS.id, to: phone(840), text: 'Bricolis : -20%. STOP 36180' });
  await eventually('it is published', async () => (await preflight([request]))[0]?.code === 'ADVERTISER_PAUSED');
  await bothAlike([request]);
  await bed.put(advertisers, [{ key: BRICOLIS.id, value: BRICOLIS, partition: 0 }]);
  expect((await bed.nth(request.id, 2)).verdict).toBe('released');
});

test('stores, sends and counts nothing', async () => {
  // What was ever put into the outbox, since rows leave it.
  const stored = async () =>
    (
      await bed.sql<{ asked: number; held: number; facts: number; sent: number }>(
        `SELECT (SELECT count(*) FROM asked)::int AS asked, (SELECT count(*) FROM held)::int AS held,
           (SELECT sum(count) FROM fact_frame)::int AS facts, (SELECT last_value FROM outbox_id_seq)::int AS sent`,
      )
    )[0];
  const before = await stored();
  await preflight([810, 811, 820].map((n) => requestOf({ to: phone(n) })));
  expect(await stored()).toEqual(before);
});

const recipients = [{ to: phone(810), text: 0 }];
test.each([
  { it: 'an unknown advertiser', body: { advertiserId: '00000000-0000-4000-8000-000000000000' }, status: 404 },
  { it: 'nobody', body: { recipients: [] }, status: 400 },
  { it: 'no text', body: { texts: [] }, status: 400 },
  { it: 'a text that is not there', body: { recipients: [{ to: phone(810), text: 1 }] }, status: 400 },
  { it: '1,001 recipients', body: { recipients: Array(1_001).fill(recipients[0]) }, status: 400 },
  { it: 'a service text', body: { category: 'service' }, status: 400 },
  { it: 'a misspelt field', body: { mentoin: 'insert' }, status: 400 },
])('refuses $it', async ({ body, status }) => {
  const whole = { advertiserId: LORANE.id, category: 'marketing', texts: [ADVERT], recipients };
  expect((await ask({ ...whole, ...body })).status).toBe(status);
});

test('reports an invalid number as such', async () => {
  expect(await preflight([requestOf({ to: '0123', text: REMINDER, category: 'informative' })])).toMatchObject([
    { outcome: 'refused', code: expect.stringMatching(/^PHONE_/), ofText: false, count: 1 },
  ]);
});

const windows = async (query: Record<string, string>) => {
  const response = await fetch(
    `${bed.url}/v1/send-windows?${new URLSearchParams({ advertiserId: LORANE.id, ...query })}`,
  );
  return { status: response.status, body: (await response.json()) as { windows: object[] } };
};

test('lists the next windows of a country, the same as for decisions', async () => {
  const from = String(Date.parse('2026-11-28T10:00:00Z'));
  expect((await windows({ country: 'FR', from, most: '2' })).body.windows).toEqual([
    { opensAt: '2026-11-28T10:00:00.000Z', closesAt: '2026-11-28T18:45:00.000Z' },
    { opensAt: '2026-11-30T07:00:00.000Z', closesAt: '2026-11-30T18:45:00.000Z' },
  ]);
  expect((await windows({ country: 'JP', from })).body.windows).toEqual([]);
  const zones = { country: 'US', timeZones: 'America/New_York,America/Los_Angeles', from, most: '1' };
  expect((await windows(zones)).body.windows).toHaveLength(1);
});

test.each([
  { it: 'no country', query: { country: '' }, status: 400 },
  { it: 'a zone that is none', query: { country: 'US', timeZones: 'Mars/Olympus' }, status: 400 },
  {
    it: 'more zones than any area code spans',
    query: { country: 'US', timeZones: Intl.supportedValuesOf('timeZone').slice(0, 13).join(',') },
    status: 400,
  },
  { it: 'a thousand windows', query: { country: 'FR', most: '1000' }, status: 400 },
  { it: 'an unknown advertiser', query: { country: 'FR', advertiserId: randomUUID() }, status: 404 },
])('refuses windows of $it', async ({ query, status }) => {
  expect((await windows(query)).status).toBe(status);
});
