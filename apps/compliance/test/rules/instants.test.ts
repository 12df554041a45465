import { randomUUID } from 'node:crypto';
import { type Advertiser, advertisers, deadLetterOf, smsRequested } from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import { ADVERT, BRICOLIS, LORANE } from '../fixtures';
import { Bed } from '../bed';

const HOURS = { monday: '09:00-19:00' };
const DLQ = deadLetterOf(smsRequested.name);
let bed: Bed;
beforeAll(async () => {
  bed = await Bed.make([DLQ]);
});
afterAll(() => bed?.end());

const ask = (path: string, body?: object) =>
  fetch(`${bed.url}${path}`, {
    ...(body && { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
const check = { text: ADVERT, category: 'marketing', country: 'FR', advertiserId: LORANE.id };
const cursor = (...values: unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url');

const FAR = [Number.MAX_SAFE_INTEGER, 8.64e15, 8.64e15 + 1, 4_102_444_800_000, -1];
const FAR_ISO = ['0000-01-01T00:00:00Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '2100-01-01T00:00:00Z'];
const PREFLIGHT = {
  ...{ advertiserId: LORANE.id, category: 'marketing', texts: [ADVERT] },
  recipients: [{ to: '+33639980001', text: 0 }],
};
const WITHDRAWAL = { advertiserId: LORANE.id, phone: '+33639980001' };
const CONSENT = { ...WITHDRAWAL, source: 'shop', wording: 'I agree to offers by SMS.' };

test.each([
  ...[...FAR, ...FAR_ISO].flatMap((at) => [
    { path: '/v1/check', body: { ...check, at } },
    { path: '/v1/preflight', body: { ...PREFLIGHT, at } },
    { path: '/v1/preflight', body: { ...PREFLIGHT, expiresAt: at } },
    { path: '/v1/consents', body: { ...CONSENT, grantedAt: at } },
    { path: '/v1/consents/withdrawals', body: { ...WITHDRAWAL, withdrawnAt: at } },
    { path: '/v1/rule-packs/FR@2026.1/replay', body: { from: at, to: at } },
  ]),
  ...FAR.map((at) => ({ path: `/v1/send-windows?advertiserId=${LORANE.id}&country=FR&from=${at}` })),
  ...FAR_ISO.flatMap((at) => [
    { path: `/v1/audit?from=${at}` },
    { path: `/v1/audit?to=${at}` },
    { path: `/v1/proof-heads?from=${at.slice(0, 10)}` },
    { path: `/v1/audit/seals?from=${at.slice(0, 10)}&to=${at.slice(0, 10)}` },
    { path: `/v1/reviews?cursor=${cursor(at, randomUUID())}` },
    { path: '/v1/consents/search', body: { phone: '0639980001', cursor: cursor(at, randomUUID()) } },
    { path: `/v1/persons/consents`, body: { phone: '0639980001', cursor: cursor(at, randomUUID()) } },
  ]),
  ...FAR.map((at) => ({ path: `/v1/audit?cursor=${cursor(at, randomUUID())}` })),
])('$path refuses an invalid instant, case %#', async ({ path, body }: { path: string; body?: object }) => {
  const answer = await ask(path, body);
  expect(await answer.json()).toMatchObject({
    status: 400,
    detail: expect.stringMatching(/must lie between 1970-01-01 and 2099-12-31|^cursor was not issued/),
  });
});

test('choosing an instant changes nothing for another advertiser with the same hours', async () => {
  const chosen: Advertiser[] = [LORANE, BRICOLIS].map((each) => ({ ...each, sendingHours: HOURS }));
  for (const each of chosen) await bed.send(advertisers, each.id, each);
  for (const at of [...FAR, 1, 4_102_444_799_999]) await ask('/v1/check', { ...check, at });
  const asked = await bed.ask({ notBefore: Number.MAX_SAFE_INTEGER });
  await eventually('the request without a date is given up', () => bed.seen(DLQ).find(({ key }) => key === asked));
  await bed.consent('+33639980007', { advertiserId: BRICOLIS.id });
  const text = 'Bricolis : -20% sur les manteaux ce week-end. STOP 36180';
  const others = await bed.ask({ advertiserId: BRICOLIS.id, to: '+33639980007', text });
  expect(await bed.verdict(others)).toMatchObject({ verdict: 'cleared' });
});

test('a message that waits for the last possible day is held and decided', async () => {
  await bed.consent('+33639980008');
  const id = await bed.ask({ to: '+33639980008', notBefore: 4_102_444_799_999 });
  expect(await bed.verdict(id)).toMatchObject({ verdict: 'held', heldUntil: 4_102_444_799_999 });
});
