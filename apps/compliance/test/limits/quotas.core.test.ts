// Quotas of messages per advertiser, published by campaign and counted here, whoever requests them.
import { randomUUID } from 'node:crypto';
import {
  type ClearedMessage,
  type QuotaReached,
  campaignControls,
  messageStatus,
  quotasReached,
} from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import { Bed } from '../bed';
import { ADVERT, NOW, REMINDER } from '../fixtures';
import { Limited, REFUSED } from './limits';

let bed: Bed;
const limited = new Limited(() => bed);

beforeAll(async () => {
  bed = await Bed.make([quotasReached.name]);
});
afterAll(() => bed?.end());

const perDay = (messagesPerDay: number) => limited.advertiser({ quotas: { messagesPerDay } });
const reachedBy = ({ id }: { id: string }) =>
  bed
    .seen(quotasReached.name)
    .filter(({ key }) => key === id)
    .map(({ value }) => value as QuotaReached);
const thresholds = (of: { id: string }) => reachedBy(of).map(({ percent, limit, used }) => [percent, limit, used]);

test('refuses messages above the daily quota, adverts or not, and says until when and what to do', async () => {
  const account = await perDay(3);
  await bed.consent('+33639980701', { advertiserId: account.id });
  const advert = limited.request(account, { category: 'marketing', to: '+33639980701', text: ADVERT });
  const ids = await limited.inOrder([advert, ...limited.requests(account, 4)]);
  expect(await limited.verdicts(ids)).toEqual(['cleared', 'cleared', 'cleared', 'QUOTA_EXCEEDED', 'QUOTA_EXCEEDED']);
  const last = ids.at(-1) ?? '';
  expect(await bed.verdict(last)).toMatchObject({
    ...REFUSED,
    detail: expect.stringMatching(/may send 3 messages on 2026-11-25 \(UTC\).*from 2026-11-26T00:00:00.000Z on/),
  });
  const late = await limited.ask(account, { category: 'marketing', to: '+33639980701', text: ADVERT });
  expect(await bed.verdict(late)).toMatchObject(REFUSED);
  expect([...bed.cleared(last), ...bed.cleared(late)]).toEqual([]);
  expect(await limited.quotas(account)).toMatchObject({
    day: { limit: 3, used: 3, startsAt: '2026-11-25T00:00:00.000Z', endsAt: '2026-11-26T00:00:00.000Z' },
    month: { limit: null, used: 3, startsAt: '2026-11-01T00:00:00.000Z', endsAt: '2026-12-01T00:00:00.000Z' },
  });
  expect(await bed.metrics()).toMatch(/verdicts_total\{[^}]*code="QUOTA_EXCEEDED"[^}]*\} [3-9]/);
});

test('a repeated request counts once, also beside others at the limit', async () => {
  const account = await perDay(3);
  const [first, second, third, fourth] = limited.requests(account, 4) as [never, never, never, never];
  await limited.verdicts(await limited.inOrder([first, second]));
  const ids = await limited.inOrder([first, second, first, third, fourth, third]);
  expect(await limited.verdicts(ids.slice(-3))).toEqual(['cleared', 'QUOTA_EXCEEDED', 'cleared']);
  const witness = await limited.ask(await perDay(1));
  await bed.verdict(witness);
  expect(await limited.used(account)).toBe(3);
});

test('messages refused for another reason, or cancelled before clearance, do not count', async () => {
  const account = await perDay(1);
  const campaignId = randomUUID();
  await bed.send(campaignControls, campaignId, { campaignId, advertiserId: account.id, state: 'cancelled', at: NOW });
  await eventually('the control is known', async () => {
    const rows = await bed.sql('SELECT 1 FROM campaign_control WHERE campaign_id = $1', [campaignId]);
    return rows.length === 1;
  });
  const others = await limited.inOrder([
    limited.request(account, { to: '061234' }),
    limited.request(account, { category: 'marketing', text: ADVERT, to: '+33639980702' }),
    limited.request(account, { campaignId }),
    limited.request(account),
  ]);
  expect(await limited.verdicts(others)).toEqual([
    'PHONE_TOO_SHORT',
    'CONSENT_MISSING',
    'CAMPAIGN_CANCELLED',
    'cleared',
  ]);
  expect(await limited.used(account)).toBe(1);
});

test('a quota of 0 sends nothing; a quota set later counts earlier messages', async () => {
  expect(await bed.verdict(await limited.ask(await perDay(0)))).toMatchObject(REFUSED);
  const account = await limited.advertiser();
  for (let n = 0; n < 2; n++) await bed.firstCleared(await limited.ask(account));
  await limited.changed({ ...account, quotas: { messagesPerMonth: 3 } }, ({ month }) => month.limit === 3);
  const ids = await limited.inOrder(limited.requests(account, 2));
  expect(await limited.verdicts(ids)).toEqual(['cleared', 'QUOTA_EXCEEDED']);
  expect((await bed.verdict(ids[1] ?? '')).detail).toContain('may send 3 messages in 2026-11 (UTC)');
});

test('a returned message counts anew when it is cleared again', async () => {
  const account = await perDay(1);
  await bed.consent('+33639980703', { advertiserId: account.id });
  const id = await limited.ask(account, { category: 'marketing', to: '+33639980703', text: ADVERT });
  const cleared = await bed.firstCleared(id);
  expect(await limited.used(account)).toBe(1);
  const back = statusOf(cleared, 'WINDOW_CLOSED');
  for (let n = 0; n < 2; n++) await bed.send(messageStatus, cleared.recipientKey, back);
  await eventually('it leaves anew', () => bed.cleared(id).length === 2);
  expect(await limited.used(account)).toBe(1);

  await bed.send(messageStatus, cleared.recipientKey, { ...statusOf(cleared, 'ROUTE_CLOSED'), attempt: 3 });
  await eventually('it waits', () => bed.verdictsOf(id).at(-1)?.code === 'ROUTE_CLOSED');
  expect(await limited.used(account)).toBe(0);
});

test('taking messages back locks counters of limited advertisers first, as deciding does', async () => {
  const free = await limited.advertiser({ id: '11111111-1111-4111-8111-111111111111' });
  const full = await limited.advertiser({
    ...{ id: '99999999-9999-4999-8999-999999999999', quotas: { messagesPerDay: 5 } },
  });
  const returned: { key: string; value: object }[] = [];
  for (const account of [free, full]) {
    await bed.consent('+33639980704', { advertiserId: account.id });
    const id = await limited.ask(account, { category: 'marketing', to: '+33639980704', text: ADVERT });
    const cleared = await bed.firstCleared(id);
    returned.push({ key: cleared.recipientKey, value: statusOf(cleared, 'ROUTE_CLOSED') });
  }
  const other = await bed.session();
  await other.query('BEGIN');
  await other.query('SELECT FROM quota_usage WHERE advertiser_id = $1 FOR UPDATE', [full.id]);
  await bed.put(messageStatus, returned);
  await eventually('it waits for the other', async () => {
    const waiting = await bed.sql(
      `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%quota_usage%' AND query NOT LIKE '%pg_stat_activity%'`,
    );
    return waiting.length > 0;
  });
  await other.query('SELECT FROM quota_usage WHERE advertiser_id = $1 FOR UPDATE NOWAIT', [free.id]);
  await other.query('COMMIT');
  await other.end();
  for (const account of [free, full])
    await eventually('it counts no more', async () => (await limited.used(account)) === 0);
});

test('publishes 80 and 100 percent once for each period and limit', async () => {
  const account = await perDay(10);
  await limited.verdicts(await limited.inOrder(limited.requests(account, 7)));
  expect(thresholds(account)).toEqual([]);
  await limited.verdicts(await limited.inOrder(limited.requests(account, 1)));
  await eventually('80 % is published', () => thresholds(account).length === 1);
  await limited.verdicts(await limited.inOrder(limited.requests(account, 1)));
  const over = limited.requests(account, 3);
  await limited.verdicts(await limited.inOrder([...over, ...over]));
  await limited.verdicts(await limited.inOrder(limited.requests(account, 2)));
  await eventually('100 % is published', () => thresholds(account).length === 2);
  expect(reachedBy(account)[0]).toEqual({
    reachedId: expect.any(String),
    ...{ advertiserId: account.id, period: 'day', percent: 80, limit: 10, used: 8 },
    periodStartsAt: Date.parse('2026-11-25T00:00:00Z'),
    periodEndsAt: Date.parse('2026-11-26T00:00:00Z'),
    at: expect.any(Number),
  });
  await limited.changed({ ...account, quotas: { messagesPerDay: 12 } }, ({ day }) => day.limit === 12);
  await limited.verdicts(await limited.inOrder(limited.requests(account, 5)));
  await eventually('the new limit is published of', () => thresholds(account).length === 4);
  expect(thresholds(account)).toEqual([
    [80, 10, 8],
    [100, 10, 10],
    [80, 12, 12],
    [100, 12, 12],
  ]);
  expect(new Set(reachedBy(account).map(({ reachedId }) => reachedId)).size).toBe(4);
  expect(await bed.metrics()).toMatch(/stopsms_compliance_quotas_reached_total\{[^}]*percent="80"[^}]*\} [2-9]/);
});

test('two concurrent services never clear more than one may', async () => {
  const account = await perDay(100);
  const other = await bed.startReady({ STOPSMS_CLOCK: new Date(bed.now()).toISOString() });
  const decidedBy = async (url: string) => {
    const text = await (await fetch(`${url}/metrics`)).text();
    const counts = [...text.matchAll(/stopsms_compliance_verdicts_total\{[^}]*\} (\d+)/g)];
    return counts.reduce((sum, [, count]) => sum + Number(count), 0);
  };
  await eventually('both decide', async () => {
    await Promise.all(limited.requests(await limited.advertiser(), 24).map((each) => bed.ask(each)));
    return (await decidedBy(other.url)) > 0;
  });
  const before = await Promise.all([bed.url, other.url].map(decidedBy));
  const asked = await Promise.all(limited.requests(account, 600).map((each) => bed.ask(each)));
  const verdicts = await limited.verdicts(asked);
  expect(verdicts.filter((verdict) => verdict === 'cleared')).toHaveLength(100);
  expect(verdicts.filter((verdict) => verdict === 'QUOTA_EXCEEDED')).toHaveLength(500);
  const after = await Promise.all([bed.url, other.url].map(decidedBy));
  expect(after.every((count, index) => count > (before[index] ?? 0))).toBe(true);
  expect(await limited.used(account)).toBe(100);
  expect(thresholds(account).map(([percent]) => percent)).toEqual([80, 100]);
  await other.close();
});

test('a check reports the quota and counts nothing', async () => {
  const account = await perDay(1);
  const check = async (more = {}) => {
    const body = { text: REMINDER, category: 'informative', country: 'FR', advertiserId: account.id, ...more };
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${bed.url}/v1/check`, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await answer.json()) as { verdict: string; reasons: { code: string }[] };
  };
  for (let n = 0; n < 3; n++) expect((await check()).verdict).toBe('accept');
  await bed.firstCleared(await limited.ask(account));
  expect(await check()).toMatchObject({ verdict: 'refuse', reasons: [{ code: 'QUOTA_EXCEEDED' }] });
  expect(await check({ at: '2026-11-26T10:00:00Z' })).toMatchObject({ verdict: 'accept', reasons: [] });
});

const statusOf = (message: ClearedMessage, code: string) => ({
  ...{ messageId: message.messageId, advertiserId: message.advertiserId, recipientKey: message.recipientKey },
  ...{ lane: 'marketing', status: 'expired', code, attempt: message.attempt, provider: 'test' },
  ...{ sender: message.sender, at: message.clearedAt },
});
