import { randomUUID } from 'node:crypto';
import { type Reply, type Return, optOutChanged, optOutKey, optOuts, replies, returns } from '@stopsms/contracts';
import { eventually, keys } from '@stopsms/testing';
import { BRICOLIS, DAY, LORANE, NOW } from '../fixtures';
import { Bed } from '../bed';

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
    (await (await post('/v1/consents/search', { phone })).json()) as {
      items: { id: string; status: string; source: string; evidence: Record<string, string> }[];
    }
  ).items;
const returnsOf = (phone: string) =>
  bed.seen(returns.name).flatMap(({ key, value }) => (key === keys.keyOf(phone) ? [value as Return] : []));
const published = (phone: string) => eventually('a return is published', () => returnsOf(phone)[0]);
const advertTo = async (to: string) => bed.verdict(await bed.ask({ to }));

describe('START', () => {
  test('renews an earlier consent, and the opt-out can be lifted', async () => {
    const phone = somebody();
    const renews = await knownConsent(phone);
    await optOut(phone, NOW - DAY);
    const reply = await start(phone);
    const { consentId, ...rest } = await published(phone);
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

  test('is published once if repeated, also within one batch', async () => {
    const phone = somebody();
    await knownConsent(phone);
    const { replyId } = await start(phone);
    await start(phone, { replyId });
    await start(phone, { replyId });
    const other = await start(phone);
    await eventually('the other START is published', () =>
      returnsOf(phone).some(({ evidenceId }) => evidenceId === other.replyId),
    );
    expect(returnsOf(phone).map(({ evidenceId }) => evidenceId)).toEqual([replyId, other.replyId]);
  });

  test.each([
    { it: 'without any consent', consent: undefined },
    { it: 'with a consent given only later', consent: { grantedAt: NOW - 1_000 } },
    { it: 'with a consent to somebody else', consent: { advertiserId: BRICOLIS.id } },
  ])('lifts nothing if $it', async ({ consent }) => {
    const phone = somebody();
    if (consent) {
      await bed.consent(phone, consent);
      await eventually('the consent is known', async () => (await consentsOf(phone)).length === 1);
    }
    await start(phone);
    expect(await published(phone)).toMatchObject({ outcome: 'no-consent', advertiserId: LORANE.id, cause: 'start' });
    expect(await consentsOf(phone)).toHaveLength(consent ? 1 : 0);
  });

  test('on a shared code applies to the named advertiser, and to none if no name is given', async () => {
    const [unclear, named] = [somebody(), somebody()];
    for (const phone of [unclear, named]) await knownConsent(phone);
    const both = [LORANE, BRICOLIS].map(({ id }) => ({ advertiserId: id, confidence: 0.5, evidence: 'texted' }));
    await start(unclear, { advertisers: both });
    await start(named, { advertisers: [{ ...both[0]!, confidence: 0.9 }], attributed: true });
    expect(await published(unclear)).toMatchObject({ outcome: 'ambiguous', advertiserId: null, msisdn: unclear });
    expect(await published(named)).toMatchObject({ outcome: 'granted', advertiserId: LORANE.id });
  });
});

describe('a request in free words to receive texts again', () => {
  const decision = { by: 'Anne Martin', at: NOW - 1_000, replyId: randomUUID() };

  test('lifts nothing until a person decides', async () => {
    const phone = somebody();
    await knownConsent(phone);
    await optOut(phone, NOW - DAY);
    await start(phone, { tier: 'none', reason: 'it may ask to receive texts again: asks for texts' });
    const keyword = somebody();
    await knownConsent(keyword);
    await start(keyword);
    await published(keyword);
    expect(returnsOf(phone)).toEqual([]);
    expect(await consentsOf(phone)).toHaveLength(1);
    expect(await advertTo(phone)).toMatchObject({ code: 'OPTED_OUT' });
  });

  test('lifts opt-outs older than its text once decided, however often it arrives, and none later', async () => {
    const [phone, again] = [somebody(), somebody()];
    for (const each of [phone, again]) {
      await knownConsent(each);
      await optOut(each, NOW - 3 * DAY);
    }
    await optOut(again, NOW - DAY);
    const decided = { receivedAt: NOW - 2 * DAY, decided: decision };
    const { replyId } = await start(phone, decided);
    await start(phone, { ...decided, replyId });
    await start(again, decided);
    await published(again);
    expect(returnsOf(phone)).toMatchObject([{ outcome: 'granted', at: NOW - 2 * DAY, evidenceId: replyId }]);
    expect(await advertTo(phone)).toMatchObject({ verdict: 'cleared' });
    expect(await advertTo(again)).toMatchObject({ code: 'OPTED_OUT' });
  });
});

describe('a START received before the opt-out', () => {
  test('lifts each older episode and no later one', async () => {
    const phone = somebody();
    await knownConsent(phone);
    const reply = await start(phone, { receivedAt: NOW - DAY });
    await published(phone);
    for (const days of [3, 2]) await optOut(phone, NOW - days * DAY);
    // An open episode is published again with the next one, under the same id.
    const ids = () => new Set(returnsOf(phone).map(({ returnId }) => returnId));
    await eventually('both are published beside the START itself', () => ids().size === 3);
    for (const value of returnsOf(phone))
      expect(value).toMatchObject({ outcome: 'granted', cause: 'start', at: NOW - DAY, evidenceId: reply.replyId });
    expect(await advertTo(phone)).toMatchObject({ verdict: 'cleared' });

    await optOut(phone, NOW - DAY - 5_000);
    expect(await advertTo(phone)).toMatchObject({ code: 'OPTED_OUT' });
    expect(ids().size).toBe(3);
  });

  test('is published with the number to notify while such opt-outs may arrive', async () => {
    const [soon, late] = [somebody(), somebody()];
    for (const phone of [soon, late]) {
      await knownConsent(phone);
      await start(phone, { receivedAt: NOW - DAY });
      await published(phone);
    }
    await optOut(soon, NOW - 2 * DAY);
    await eventually('its end is published', () => returnsOf(soon).length === 2);
    expect(returnsOf(soon)[1]).toMatchObject({ outcome: 'granted', msisdn: soon, region: 'FR', code: '36180' });

    await bed.sql(`UPDATE start_number SET heard_at = heard_at - interval '8 days' WHERE msisdn = '${late}'`);
    await bed.applyRetention();
    expect(await bed.sql('SELECT msisdn FROM start_number WHERE msisdn = ANY ($1)', [[soon, late]])).toEqual([
      { msisdn: soon },
    ]);
    await optOut(late, NOW - 2 * DAY);
    await eventually('its end is published', () => returnsOf(late).length === 2);
    expect(returnsOf(late)[1]).not.toHaveProperty('msisdn');

    const recipientKey = keys.keyOf(soon);
    const erasure = {
      ...{ changeId: randomUUID(), recipientKey, change: 'repeated', source: 'erasure', evidenceId: randomUUID() },
      ...{ optOuts: [{ scope: '*', advertiserId: null, episodeId: randomUUID() }], attributed: true, at: NOW },
    };
    await bed.send(optOutChanged, recipientKey, erasure);
    await eventually(
      'the number is erased',
      async () => (await bed.sql('SELECT FROM start_number WHERE msisdn = $1', [soon])).length === 0,
    );
  });
});

describe('an opt-out lifted by a named person on a document', () => {
  test('makes an earlier consent valid again, like a START, and creates none', async () => {
    const [agreed, never] = [somebody(), somebody()];
    await knownConsent(agreed);
    for (const phone of [agreed, never]) {
      const episodeId = await optOut(phone, NOW - 2 * DAY);
      await optOut(phone, NOW - DAY, { state: 'back', episodeId });
    }
    expect(await advertTo(agreed)).toMatchObject({ verdict: 'cleared' });
    expect(await consentsOf(agreed)).toMatchObject([{ status: 're-granted' }]);
    expect(await advertTo(never)).toMatchObject({ code: 'CONSENT_MISSING' });
    await consentByForm(never, { grantedAt: NOW - DAY, source: 'letter 14' });
    expect(await advertTo(never)).toMatchObject({ verdict: 'cleared' });
    expect(await consentsOf(never)).toMatchObject([{ status: 'granted' }]);
  });
});

describe('a consent later than the opt-out, reported by a key or a file', () => {
  test.each([
    { it: 'a form', form: {} },
    { it: 'a form, its number verified', form: { numberVerifiedBy: 'otp', formId: 'newsletter-7' } },
    { it: 'an address book' },
    { it: 'a list loaded here', form: { source: 'import of June' } },
    { it: 'a file in somebody’s hands', form: { collectedBy: 'CSV of the shop' } },
    {
      it: 'a sale, without consent',
      form: { basis: 'soft_opt_in', collectedDuring: 'sale', similarProducts: true, refusalOffered: true },
    },
  ])('from $it is stored and lifts nothing, in either order', async ({ form }) => {
    const consents = (phone: string) =>
      form ? consentByForm(phone, { grantedAt: NOW - MINUTE, ...form }) : knownConsent(phone, NOW - MINUTE);
    const [first, last] = [somebody(), somebody()];
    await optOut(first, NOW - DAY);
    await consents(first);
    await consents(last);
    await optOut(last, NOW - DAY);
    for (const phone of [first, last]) {
      expect(await advertTo(phone)).toMatchObject({ code: 'OPTED_OUT', detail: expect.stringContaining('START') });
      expect(returnsOf(phone)).toEqual([]);
      expect(await consentsOf(phone)).toMatchObject([{ status: 'withdrawn' }]);
    }
  });

  test('is renewed by a START', async () => {
    const phone = somebody();
    await optOut(phone, NOW - DAY);
    await consentByForm(phone, { grantedAt: NOW - 2 * MINUTE });
    await start(phone);
    expect(await published(phone)).toMatchObject({ outcome: 'granted', cause: 'start', advertiserId: LORANE.id });
    expect(await advertTo(phone)).toMatchObject({ verdict: 'cleared' });
    expect((await consentsOf(phone)).map(({ status }) => status)).toEqual(['granted', 're-granted']);
  });

  test('cannot act as a START', async () => {
    const phone = somebody();
    await optOut(phone, NOW - DAY);
    await consentByForm(phone, { grantedAt: NOW - MINUTE, replyId: randomUUID(), evidence: { replyId: randomUUID() } });
    expect((await consentsOf(phone))[0]?.evidence).toEqual({});
    expect(await advertTo(phone)).toMatchObject({ code: 'OPTED_OUT' });
  });

  test('lifts no opt-out from all advertisers', async () => {
    const phone = somebody();
    await optOut(phone, NOW - DAY, { scope: '*' });
    await consentByForm(phone, { grantedAt: NOW - MINUTE });
    expect(await advertTo(phone)).toMatchObject({ code: 'OPTED_OUT', detail: expect.stringContaining('in writing') });
    expect(returnsOf(phone)).toEqual([]);
  });
});
