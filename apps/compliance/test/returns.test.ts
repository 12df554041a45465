import { randomUUID } from 'node:crypto';
import { type Reply, type Return, optOutKey, optOuts, replies, returns } from '@stopsms/contracts';
import { eventually, keys } from '@stopsms/testing';
import { BRICOLIS, DAY, LORANE, NOW } from './fixtures';
import { Bed } from './bed';

const MINUTE = 60_000;
let bed: Bed;
let next = 4000;
beforeAll(async () => {
  bed = await Bed.make([returns.name]);
});
afterAll(() => bed?.end());

/** A number that no other test uses. */
const somebody = () => `+3363998${next++}`;
const toLorane = [{ advertiserId: LORANE.id, confidence: 1, evidence: 'one candidate' }];

async function start(phone: string, fields: Partial<Reply> = {}): Promise<Reply> {
  const reply: Reply = {
    replyId: randomUUID(),
    recipientKey: keys.keyOf(phone),
    msisdn: phone,
    region: 'FR',
    channel: 'sms',
    code: '36180',
    tier: 'start',
    reason: 'keyword START',
    everyAdvertiser: false,
    advertisers: toLorane,
    attributed: true,
    receivedAt: NOW - MINUTE,
    ...fields,
  };
  await bed.send(replies, reply.recipientKey, reply);
  return reply;
}

async function optOut(phone: string, at: number, fields: { scope?: string; state?: 'back'; episodeId?: string } = {}) {
  const { scope = LORANE.id, state = 'out', episodeId = randomUUID() } = fields;
  const value = { state, scope, episodeId, at, source: 'sms', evidenceId: randomUUID() };
  await bed.send(optOuts, optOutKey(keys.keyOf(phone), scope), value);
  await eventually('the opt-out is known', async () => {
    const rows = await bed.sql('SELECT 1 FROM opt_out WHERE episode_id = $1 AND state = $2', [episodeId, state]);
    return rows.length > 0;
  });
  return episodeId;
}

async function post(path: string, body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(`${bed.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}
const consentByForm = async (phone: string, fields: object = {}) => {
  const body = { phone, advertiserId: LORANE.id, source: 'web form', wording: 'Yes to SMS of Lorane.', ...fields };
  expect((await post('/v1/consents', body)).status).toBe(201);
};
const knownConsent = async (phone: string, grantedAt = NOW - 10 * DAY) => {
  const id = await bed.consent(phone, { grantedAt });
  await eventually('the consent is known', async () => (await consentsOf(phone)).some((each) => each.id === id));
  return id;
};
const consentsOf = async (phone: string) =>
  (
    (await (await fetch(`${bed.url}/v1/consents?phone=${encodeURIComponent(phone)}`)).json()) as {
      items: { id: string; source: string; evidence: Record<string, string> }[];
    }
  ).items;
const returnsOf = (phone: string) =>
  bed.seen(returns.name).flatMap(({ key, value }) => (key === keys.keyOf(phone) ? [value as Return] : []));
const told = (phone: string) => eventually('a return is told', () => returnsOf(phone)[0]);
const advertTo = async (to: string) => bed.verdict(await bed.ask({ to }));

describe('START', () => {
  test('of who consented before renews the consent, and the opt-out can be lifted', async () => {
    const phone = somebody();
    const renews = await knownConsent(phone);
    await optOut(phone, NOW - DAY);
    const reply = await start(phone);
    const { consentId, ...rest } = await told(phone);
    expect(rest).toEqual({
      returnId: expect.any(String),
      recipientKey: keys.keyOf(phone),
      outcome: 'granted',
      advertiserId: LORANE.id,
      cause: 'start',
      at: reply.receivedAt,
      evidenceId: reply.replyId,
      msisdn: phone,
      region: 'FR',
      code: '36180',
    });
    expect((await consentsOf(phone))[0]).toMatchObject({
      id: consentId,
      source: 'START by SMS to 36180',
      wording: 'I agree to receive offers of Lorane by SMS.',
      evidence: { replyId: reply.replyId, renews },
    });
    expect(await advertTo(phone)).toMatchObject({ verdict: 'cleared' });
  });

  test('that comes again, or twice in one batch, is told once', async () => {
    const phone = somebody();
    await knownConsent(phone);
    const { replyId } = await start(phone);
    await start(phone, { replyId });
    await start(phone, { replyId });
    const other = await start(phone);
    await eventually('the other START is told', () =>
      returnsOf(phone).some(({ evidenceId }) => evidenceId === other.replyId),
    );
    expect(returnsOf(phone).map(({ evidenceId }) => evidenceId)).toEqual([replyId, other.replyId]);
  });

  test.each([
    { it: 'without any consent', consent: undefined },
    { it: 'with a consent given only later', consent: { grantedAt: NOW - 1_000 } },
    { it: 'with a consent to somebody else', consent: { advertiserId: BRICOLIS.id } },
  ])('$it lifts nothing', async ({ consent }) => {
    const phone = somebody();
    if (consent) {
      await bed.consent(phone, consent);
      await eventually('the consent is known', async () => (await consentsOf(phone)).length === 1);
    }
    await start(phone);
    expect(await told(phone)).toMatchObject({ outcome: 'no-consent', advertiserId: LORANE.id, cause: 'start' });
    expect(await consentsOf(phone)).toHaveLength(consent ? 1 : 0);
  });

  test('on a shared code is for whom it names, and for nobody when it names none', async () => {
    const [unclear, named] = [somebody(), somebody()];
    for (const phone of [unclear, named]) await knownConsent(phone);
    const both = [LORANE, BRICOLIS].map(({ id }) => ({ advertiserId: id, confidence: 0.5, evidence: 'texted' }));
    await start(unclear, { advertisers: both });
    await start(named, { advertisers: [{ ...both[0]!, confidence: 0.9 }], attributed: true });
    expect(await told(unclear)).toMatchObject({ outcome: 'ambiguous', advertiserId: null, msisdn: unclear });
    expect(await told(named)).toMatchObject({ outcome: 'granted', advertiserId: LORANE.id });
  });
});

describe('a consent later than the opt-out', () => {
  test('given on a form brings back', async () => {
    const phone = somebody();
    await optOut(phone, NOW - DAY);
    await consentByForm(phone, { grantedAt: NOW - MINUTE });
    const { consentId, ...rest } = await told(phone);
    expect(rest).toEqual({
      returnId: expect.any(String),
      recipientKey: keys.keyOf(phone),
      outcome: 'granted',
      advertiserId: LORANE.id,
      cause: 'consent',
      at: NOW - MINUTE,
      evidenceId: consentId,
    });
  });

  test('counts also when the opt-out is heard of last', async () => {
    const phone = somebody();
    await consentByForm(phone, { grantedAt: NOW - MINUTE });
    await optOut(phone, NOW - DAY);
    expect(await told(phone)).toMatchObject({ outcome: 'granted', cause: 'consent', at: NOW - MINUTE });
  });

  test('brings back from each episode that is older, and from none that is younger', async () => {
    const phone = somebody();
    await consentByForm(phone, { grantedAt: NOW - DAY });
    await optOut(phone, NOW - 3 * DAY);
    await optOut(phone, NOW - 2 * DAY);
    await eventually('both are told', () => new Set(returnsOf(phone).map(({ returnId }) => returnId)).size === 2);
    const later = somebody();
    await consentByForm(later, { grantedAt: NOW - DAY });
    await optOut(later, NOW - DAY - 5_000);
    expect(await advertTo(later)).toMatchObject({ code: 'OPTED_OUT' });
    expect(returnsOf(later)).toEqual([]);
  });

  test.each([
    { it: 'an address book', import: {} },
    { it: 'a list loaded here', form: { source: 'import of June' } },
    { it: 'a file in somebody’s hands', form: { collectedBy: 'CSV of the shop' } },
    {
      it: 'a sale, without consent',
      form: { basis: 'soft_opt_in', collectedDuring: 'sale', similarProducts: true, refusalOffered: true },
    },
  ])('that comes from $it lifts nothing', async (from) => {
    const phone = somebody();
    await optOut(phone, NOW - DAY);
    if (from.form) await consentByForm(phone, { grantedAt: NOW - MINUTE, ...from.form });
    else await knownConsent(phone, NOW - MINUTE);
    expect(await advertTo(phone)).toMatchObject({ code: 'OPTED_OUT' });
    expect(returnsOf(phone)).toEqual([]);
  });

  test('lifts no opt-out from every advertiser', async () => {
    const phone = somebody();
    await optOut(phone, NOW - DAY, { scope: '*' });
    await consentByForm(phone, { grantedAt: NOW - MINUTE });
    expect(await advertTo(phone)).toMatchObject({ code: 'OPTED_OUT', detail: expect.stringContaining('in writing') });
    expect(returnsOf(phone)).toEqual([]);
  });
});
