import { randomUUID } from 'node:crypto';
import { type NumberStateRecord, type Reply, numberStates, replies } from '@stopsms/contracts';
import { eventually, keys } from '@stopsms/testing';
import { BRICOLIS, DAY, LORANE, NOW, REMINDER } from '../fixtures';
import type { Proof } from '../../src/evidence/proofs/find-proof';
import { Bed } from '../bed';

let bed: Bed;
beforeAll(async () => {
  bed = await Bed.make();
});
afterAll(() => bed?.end());

const SINCE = NOW - 31 * DAY;
const state = (phone: string, is: NumberStateRecord['state']): NumberStateRecord => ({
  recipientKey: keys.keyOf(phone),
  state: is,
  since: SINCE,
  provider: 'ovh',
  error: '1',
});
const say = (phone: string, value: NumberStateRecord | null) => bed.send(numberStates, keys.keyOf(phone), value);
const known = (phone: string, is: string | undefined) =>
  eventually(`the number is ${is ?? 'not spoken against'}`, async () => {
    const [row] = await bed.sql<{ state: string }>('SELECT state FROM number_state WHERE recipient_key = $1', [
      keys.keyOf(phone),
    ]);
    expect(row?.state).toBe(is);
    return true;
  });
const verdictFor = async (phone: string, category: 'marketing' | 'informative') => {
  const id = await bed.ask({ to: phone, category, ...(category === 'informative' && { text: REMINDER }) });
  return bed.verdict(id);
};

test.each([
  { is: 'suspended', phone: '+33639985201', marketing: 'NUMBER_SUSPENDED', informative: undefined },
  { is: 'invalid', phone: '+33639985202', marketing: 'NUMBER_INVALID', informative: 'NUMBER_INVALID' },
] as const)('a number that is $is gets only permitted messages', async ({ is, phone, ...codes }) => {
  await bed.consent(phone);
  expect(await verdictFor(phone, 'marketing')).toMatchObject({ verdict: 'cleared' });
  await say(phone, state(phone, is));
  await known(phone, is);
  const refused = await verdictFor(phone, 'marketing');
  expect(refused).toMatchObject({ verdict: 'refused', code: codes.marketing });
  expect(refused.detail).toContain(new Date(SINCE).toISOString());
  expect((await verdictFor(phone, 'informative')).code).toBe(codes.informative);
  const proof = (await (await fetch(`${bed.url}/v1/messages/${refused.messageId}/proof`)).json()) as Proof;
  expect(proof.decisions[0]).toMatchObject({
    number: { state: is, at: new Date(SINCE).toISOString(), provider: 'ovh' },
  });

  await say(phone, null);
  await known(phone, undefined);
  expect(await verdictFor(phone, 'marketing')).toMatchObject({ verdict: 'cleared' });
});

test('the last state of a number counts, also within one batch, and a repeated one is published once', async () => {
  const [phone, other] = ['+33639985203', '+33639985204'];
  await say(phone, state(phone, 'suspended'));
  for (let n = 0; n < 2; n += 1) await say(phone, state(phone, 'invalid'));
  await say(other, state(other, 'invalid'));
  await say(other, null);
  await say(other, state(other, 'suspended'));
  await known(phone, 'invalid');
  await known(other, 'suspended');
});

describe('a number that changed its owner', () => {
  const reply = (phone: string, fields: Partial<Reply> = {}): Reply => ({
    replyId: randomUUID(),
    recipientKey: keys.keyOf(phone),
    msisdn: phone,
    region: 'FR',
    channel: 'sms',
    code: '36180',
    tier: 'likely',
    reason: 'wrong number or person: "mauvais numero"',
    about: 'wrong-person',
    everyAdvertiser: false,
    advertisers: [{ advertiserId: LORANE.id, confidence: 1, evidence: 'one candidate' }],
    attributed: true,
    receivedAt: NOW - DAY / 2,
    ...fields,
  });
  const publish = (value: Reply) => bed.send(replies, value.recipientKey, value);
  const statesOf = async (phone: string) => {
    const listed = await fetch(`${bed.url}/v1/consents/search`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ phone }),
    });
    const { items } = (await listed.json()) as { items: { advertiserId: string; status: string }[] };
    return new Map(items.map(({ advertiserId, status }) => [advertiserId, status]));
  };
  const bothConsent = async (phone: string, grantedAt: number) => {
    for (const { id: advertiserId } of [LORANE, BRICOLIS]) await bed.consent(phone, { advertiserId, grantedAt });
    await eventually('both consents are known', async () => (await statesOf(phone)).size === 2);
  };

  test('has no consent left for any advertiser until it consents, published once', async () => {
    const phone = '+33639985205';
    await bothConsent(phone, NOW - DAY);
    const wrong = reply(phone);
    await publish(wrong);
    await publish(wrong);
    await eventually(
      'both are withdrawn',
      async () => [...(await statesOf(phone)).values()].join() === 'withdrawn,withdrawn',
    );
    expect(
      await bed.sql('SELECT source, reason FROM consent_withdrawal WHERE recipient_key = $1', [keys.keyOf(phone)]),
    ).toEqual([1, 2].map(() => ({ source: 'reply by SMS to 36180', reason: expect.stringContaining(wrong.replyId) })));
    // An import that knows only now what the one before had agreed to.
    await bed.consent(phone, { grantedAt: NOW - 2 * DAY, source: 'import' });
    expect(await verdictFor(phone, 'marketing')).toMatchObject({ verdict: 'refused', code: 'CONSENT_WITHDRAWN' });
    const agreed = { phone, advertiserId: LORANE.id, source: 'web form', wording: 'Yes to SMS of Lorane.' };
    await fetch(`${bed.url}/v1/consents`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...agreed, grantedAt: NOW - DAY / 4 }),
    });
    expect(await verdictFor(phone, 'marketing')).toMatchObject({ verdict: 'cleared' });
  });

  test('is not assumed for a person who is merely not interested', async () => {
    const [phone, other] = ['+33639985206', '+33639985207'];
    for (const each of [phone, other]) await bothConsent(each, NOW - DAY);
    const { about: _, ...likely } = reply(phone);
    await publish(likely);
    await publish(reply(other));
    await eventually('the other is withdrawn', async () => (await statesOf(other)).get(BRICOLIS.id) === 'withdrawn');
    expect([...(await statesOf(phone)).values()]).toEqual(['granted', 'granted']);
  });
});
