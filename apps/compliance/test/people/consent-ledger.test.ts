import { randomUUID } from 'node:crypto';
import { advertisers } from '@stopsms/contracts';
import { keys } from '@stopsms/testing';
import { LORANE, NOW } from '../fixtures';
import { Bed } from '../bed';

let bed: Bed;
beforeAll(async () => {
  bed = await Bed.make();
});
afterAll(() => bed?.end());

const post = (path: string, body: object) =>
  fetch(`${bed.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

const consent = {
  phone: '+33639986001',
  advertiserId: LORANE.id,
  grantedAt: '2026-11-20T10:00:00+01:00',
  source: 'web form',
  wording: 'I agree to SMS of Lorane.',
};
const list = async (question: object) =>
  (await (await post('/v1/consents/search', question)).json()) as {
    items: { id: string; grantedAt: string; status: string }[];
    nextCursor?: string;
  };

test('records a consent once, and the next advert passes', async () => {
  const first = await post('/v1/consents', consent);
  expect(first.status).toBe(201);
  const { id } = (await first.json()) as { id: string };
  expect(await (await post('/v1/consents', consent)).json()).toEqual({ id });
  const { items } = await list({ phone: '06 39 98 60 01' });
  expect(items).toEqual([
    expect.objectContaining({
      id,
      basis: 'consent',
      status: 'granted',
      grantedAt: '2026-11-20T09:00:00.000Z',
      wording: consent.wording,
    }),
  ]);
  expect(await bed.verdict(await bed.ask({ to: consent.phone }))).toMatchObject({ verdict: 'cleared' });
});

test('lists page by page, latest first', async () => {
  const phone = '+33639986002';
  for (const days of [3, 1, 2]) await post('/v1/consents', { ...consent, phone, grantedAt: NOW - days * 86_400_000 });
  const question = { phone, advertiserId: LORANE.id, limit: 2 };
  const first = await list(question);
  const second = await list({ ...question, cursor: first.nextCursor });
  expect(second.nextCursor).toBeUndefined();
  const days = [...first.items, ...second.items].map(({ grantedAt }) => (NOW - Date.parse(grantedAt)) / 86_400_000);
  expect(days).toEqual([1, 2, 3]);
});

test.each([
  { it: 'a consent from the future', body: { grantedAt: NOW + 60_000_000 }, status: 400 },
  { it: 'no wording', body: { wording: ' ' }, status: 400 },
  { it: 'a number that is none', body: { phone: '061234' }, status: 400 },
  { it: 'a basis that is none', body: { basis: 'purchased list' }, status: 400 },
  { it: 'an unknown advertiser', body: { advertiserId: randomUUID() }, status: 404 },
  { it: 'a condition that does not hold', body: { similarProducts: false }, status: 400 },
])('refuses $it', async ({ body, status }) => {
  expect((await post('/v1/consents', { ...consent, ...body })).status).toBe(status);
});

const refusalOf = async (body: object) => {
  const answer = await post('/v1/consents', body);
  const { errors = [] } = (await answer.json()) as { errors?: { pointer: string; detail: string }[] };
  expect(answer.status).toBe(400);
  return Object.fromEntries(errors.map(({ pointer, detail }) => [pointer.slice(1), detail]));
};

test('names everything that a record lacks at once', async () => {
  expect(await refusalOf({})).toEqual({
    phone: 'phone is missing: whose consent it is',
    advertiserId: 'advertiserId is missing: the legal entity that the person agreed to',
    grantedAt: 'grantedAt is missing: when the person agreed',
    source: 'source is missing: where the person agreed',
    wording: 'wording is missing: what the person agreed to, in full, or its wordingVersion',
  });
});

test.each([
  { basis: 'soft_opt_in', lacks: ['collectedDuring', 'similarProducts', 'refusalOffered'] },
  { basis: 'inquiry', lacks: ['inquiredAbout'] },
  { basis: 'b2b', lacks: ['profession', 'informedAtCollection', 'refusalOffered'] },
  { basis: 'charity_li', lacks: ['informedAtCollection', 'refusalOffered'] },
])('requires the conditions of $basis', async ({ basis, lacks }) => {
  const refusal = await refusalOf({ ...consent, basis });
  expect(Object.keys(refusal)).toEqual(lacks);
  expect(refusal[lacks[0] ?? '']).toContain(`missing with ${basis}`);
});

const conditions = {
  collectedDuring: 'sale',
  similarProducts: true,
  refusalOffered: true,
  informedAtCollection: true,
  profession: 'baker',
};

test('stores the conditions as evidence, and a version for the wording', async () => {
  const { wording: _, ...versioned } = { ...consent, phone: '+33639986010', wordingVersion: 'form 7' };
  expect((await post('/v1/consents', { ...versioned, ...conditions, basis: 'soft_opt_in' })).status).toBe(201);
  expect((await list({ phone: '+33639986010' })).items).toMatchObject([
    {
      basis: 'soft_opt_in',
      wording: 'version form 7',
      evidence: {
        wordingVersion: 'form 7',
        collectedDuring: 'sale',
        similarProducts: 'true',
        refusalOffered: 'true',
      },
    },
  ]);
  expect(await bed.verdict(await bed.ask({ to: '+33639986010' }))).toMatchObject({ verdict: 'cleared' });
});

test('a source or a wording that says no makes no consent, and the answer names the field and the way to record it', async () => {
  const refusals = [
    { source: 'non' },
    { source: 'refused' },
    { wording: 'Non merci' },
    { wording: 'Je ne souhaite pas recevoir les offres de Lorane par SMS sur mon portable' },
    { wording: undefined, wordingVersion: 'opt-out' },
    { basis: 'inquiry', inquiredAbout: 'STOP' },
  ];
  const phone = '+33639986019';
  const answers = await Promise.all(
    refusals.map(async (each) => {
      const answer = await post('/v1/consents', { ...consent, phone, ...each });
      return (await answer.json()) as { code: string; detail: string };
    }),
  );
  expect(answers.map(({ code, detail }) => [code, /withdrawals/.test(detail)])).toEqual(
    refusals.map(() => ['invalid-request', true]),
  );
  expect(await bed.verdict(await bed.ask({ to: phone }))).toMatchObject({ code: 'CONSENT_MISSING' });
});

test.each([
  { basis: 'charity_li', phone: '+33639986011' },
  { basis: 'b2b', phone: '+4915123456789' },
  { basis: 'soft_opt_in', phone: '+393331234567' },
])('refuses $basis where the country does not accept it', async ({ basis, phone }) => {
  const answer = await post('/v1/consents', { ...consent, ...conditions, basis, phone });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({
    code: 'consent-basis-invalid',
    detail: expect.stringContaining(`${basis} is not a valid basis for adverts by SMS`),
  });
});

test('in Canada an inquiry lasts six months, and hides no consent that lasts longer', async () => {
  const [asked, both] = ['+15147771201', '+15147771202'];
  const inquiry = { ...consent, basis: 'inquiry', inquiredAbout: 'prices of coats' };
  const daysAgo = (days: number) => NOW - days * 86_400_000;
  const number = '+18335550123';
  const senders = [...(LORANE.senders ?? []), { country: 'CA', sender: number }];
  await bed.send(advertisers, LORANE.id, { ...LORANE, codes: [...LORANE.codes, number], senders });
  for (const [phone, days] of [
    [asked, 190],
    [both, 190],
  ] as const) {
    expect((await post('/v1/consents', { ...inquiry, phone, grantedAt: daysAgo(days) })).status).toBe(201);
  }
  expect((await post('/v1/consents', { ...consent, phone: both, grantedAt: daysAgo(400) })).status).toBe(201);
  const advert = { text: 'Lorane: 20% off. Stop s.example-brand.fr/Ab3dE9xK12z', sender: number };
  expect(await bed.verdict(await bed.ask({ ...advert, to: asked }))).toMatchObject({
    code: 'CONSENT_EXPIRED',
    detail: expect.stringContaining('implied consent for 6 months'),
  });
  // It is five in the morning there.
  expect(await bed.verdict(await bed.ask({ ...advert, to: both }))).toMatchObject({ code: 'WINDOW_CLOSED' });
});

test('a withdrawal ends the consent, and only an act of the person renews it', async () => {
  const phone = '+33639986012';
  const { id } = (await (await post('/v1/consents', { ...consent, phone })).json()) as { id: string };
  const withdrawn = { phone, advertiserId: LORANE.id, withdrawnAt: NOW - 3_600_000, source: 'letter' };
  const answer = await post('/v1/consents/withdrawals', withdrawn);
  expect(answer.status).toBe(201);
  const { id: withdrawalId } = (await answer.json()) as { id: string };
  expect(await (await post('/v1/consents/withdrawals', withdrawn)).json()).toEqual({ id: withdrawalId });
  expect(await bed.verdict(await bed.ask({ to: phone }))).toMatchObject({ code: 'CONSENT_WITHDRAWN' });

  await bed.consent(phone, { grantedAt: NOW - 60_000 });
  expect(await bed.verdict(await bed.ask({ to: phone }))).toMatchObject({ code: 'CONSENT_WITHDRAWN' });
  const again = { ...consent, phone, grantedAt: NOW - 30_000 };
  const { id: consentId } = (await (await post('/v1/consents', again)).json()) as { id: string };
  expect(await bed.verdict(await bed.ask({ to: phone }))).toMatchObject({ verdict: 'cleared' });
  expect((await list({ phone })).items.find((each) => each.id === id)).toMatchObject({
    status: 're-granted',
    chain: [
      { status: 'granted', at: '2026-11-20T09:00:00.000Z' },
      { status: 'withdrawn', at: '2026-11-25T09:00:00.000Z', withdrawalId },
      { status: 're-granted', at: '2026-11-25T09:59:30.000Z', consentId },
    ],
  });
});

test.each([
  { it: 'from the future', body: { withdrawnAt: NOW + 60_000_000 }, status: 400 },
  { it: 'without its instant', body: { withdrawnAt: undefined }, status: 400 },
  { it: 'from an unknown advertiser', body: { advertiserId: randomUUID() }, status: 404 },
])('refuses a withdrawal $it', async ({ body, status }) => {
  const withdrawn = { phone: '+33639986013', advertiserId: LORANE.id, withdrawnAt: NOW - 60_000, source: 'letter' };
  expect((await post('/v1/consents/withdrawals', { ...withdrawn, ...body })).status).toBe(status);
});

test.each(['UPDATE consent SET granted_at = now()', 'DELETE FROM consent', 'TRUNCATE consent'])(
  'the database refuses %s, and the same for withdrawals',
  async (statement) => {
    await expect(bed.sql(statement)).rejects.toThrow('consent is append-only');
    const other = statement.replace('consent', 'consent_withdrawal').replace('granted_at', 'withdrawn_at');
    await expect(bed.sql(other)).rejects.toThrow('consent_withdrawal is append-only');
  },
);

test('a basis that the country no longer accepts refuses the advert', async () => {
  const phone = '+4915123456789';
  // Recorded when it was accepted.
  await bed.sql(
    `INSERT INTO consent (consent_id, recipient_key, advertiser_id, basis, granted_at, source, wording, collected_by, evidence, recorded_at)
     VALUES ($1, $2, $3, 'b2b', $4, 'fair', 'w', 'c', '{}', $4)`,
    [randomUUID(), keys.keyOf(phone), LORANE.id, '2026-11-01T10:00:00Z'],
  );
  const verdict = await bed.verdict(
    await bed.ask({ to: phone, text: 'Lorane: -20%. Stop s.example-brand.fr/Ab3dE9xK12z' }),
  );
  expect(verdict).toMatchObject({ code: 'CONSENT_BASIS_INVALID', detail: expect.stringContaining('b2b') });
});

test('refuses a cursor of another caller', async () => {
  expect((await post('/v1/consents/search', { phone: '+33639986002', cursor: 'abc' })).status).toBe(400);
});
