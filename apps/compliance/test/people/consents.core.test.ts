import { randomUUID } from 'node:crypto';
import { type Reply, heartbeatKey, optOutKey, optOuts, replies } from '@stopsms/contracts';
import { partitionOf } from '@stopsms/messaging';
import { eventually, keys } from '@stopsms/testing';
import { DAY, LORANE, NOW, REMINDER } from '../fixtures';
import { Bed } from '../bed';

const YEAR = 365.25 * DAY;
let bed: Bed;
let next = 1000;
beforeAll(async () => {
  bed = await Bed.make();
});
afterAll(() => bed?.end());

/** A number that no other test uses. */
const somebody = () => `+3363998${next++}`;

interface OptOutMade {
  at: number;
  state?: 'out' | 'back';
  scope?: string;
  episodeId?: string;
}

async function optOut(phone: string, { at, state = 'out', scope = LORANE.id, episodeId = randomUUID() }: OptOutMade) {
  const recipientKey = keys.keyOf(phone);
  const value = { state, scope, episodeId, at, source: 'sms', evidenceId: randomUUID() };
  await bed.send(optOuts, optOutKey(recipientKey, scope), value);
  await eventually('the opt-out is known', async () => {
    const rows = await bed.sql('SELECT 1 FROM opt_out WHERE recipient_key = $1 AND scope = $2 AND state = $3', [
      recipientKey,
      scope,
      state,
    ]);
    return rows.length > 0;
  });
  return episodeId;
}

const advertTo = async (to: string) => bed.verdict(await bed.ask({ to }));
const reminderTo = async (to: string) => bed.verdict(await bed.ask({ to, category: 'informative', text: REMINDER }));

async function consentByForm(phone: string, grantedAt: number): Promise<void> {
  const body = { phone, advertiserId: LORANE.id, grantedAt, source: 'web form', wording: 'Yes to SMS of Lorane.' };
  const answer = await fetch(`${bed.url}/v1/consents`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(201);
}

async function consentsOf(phone: string, more = {}) {
  const answer = await fetch(`${bed.url}/v1/consents/search`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ phone, ...more }),
  });
  return (await answer.json()) as { items: { id: string; status: string; chain: object[] }[]; nextCursor?: string };
}

test('without consent, refuses an advert and sends an informative message', async () => {
  const phone = somebody();
  expect(await advertTo(phone)).toMatchObject({
    verdict: 'refused',
    code: 'CONSENT_MISSING',
    detail: expect.stringContaining('/v1/consents'),
  });
  expect(await reminderTo(phone)).toMatchObject({ verdict: 'cleared' });
});

test('a consent to one advertiser does not apply to another', async () => {
  const phone = somebody();
  await bed.consent(phone, { advertiserId: randomUUID() });
  expect(await advertTo(phone)).toMatchObject({ code: 'CONSENT_MISSING' });
});

test('consents published just before the adverts apply, however many there are', async () => {
  const phones = Array.from({ length: 300 }, somebody);
  await Promise.all(phones.map((phone) => bed.consent(phone)));
  const ids = await Promise.all(phones.map((to) => bed.ask({ to })));
  // Those whose consent was not read in time are held for a moment, and none is refused.
  await eventually('all are cleared', () => ids.every((id) => bed.verdictsOf(id).at(-1)?.verdict === 'cleared'));
  expect(ids.flatMap((id) => bed.verdictsOf(id)).filter(({ verdict }) => verdict === 'refused')).toEqual([]);
});

test('a consent that arrives after the refusal allows the next advert', async () => {
  const phone = somebody();
  expect(await advertTo(phone)).toMatchObject({ code: 'CONSENT_MISSING' });
  const consentId = await bed.consent(phone);
  const id = await bed.ask({ to: phone });
  expect(await bed.verdict(id)).toMatchObject({ verdict: 'cleared' });
  expect(await bed.firstCleared(id)).toMatchObject({
    consentId,
    scopes: ['*', LORANE.id],
    recipientKey: keys.keyOf(phone),
  });
});

test.each([
  { it: 'before the opt-out', consentAfterMs: -DAY, code: 'OPTED_OUT' },
  { it: 'at the same instant', consentAfterMs: 0, code: 'OPTED_OUT' },
  { it: '5 s after it, within the skew of clocks', consentAfterMs: 5_000, code: 'OPTED_OUT' },
  { it: 'well after it, which lifts nothing', consentAfterMs: DAY, code: 'OPTED_OUT' },
])('a consent given $it: $code', async ({ consentAfterMs, code }) => {
  const phone = somebody();
  const at = NOW - 10 * DAY;
  await consentByForm(phone, at + consentAfterMs);
  await optOut(phone, { at });
  expect((await advertTo(phone)).code).toBe(code);
});

test('an opt-out blocks in whatever order consent and opt-out are received', async () => {
  const phone = somebody();
  await optOut(phone, { at: NOW - DAY });
  await bed.consent(phone, { grantedAt: NOW - 2 * DAY });
  expect(await advertTo(phone)).toMatchObject({ code: 'OPTED_OUT' });
});

test('an opt-out from one advertiser does not stop its informative messages; one from all stops both', async () => {
  const phone = somebody();
  await bed.consent(phone);
  await optOut(phone, { at: NOW });
  expect(await reminderTo(phone)).toMatchObject({ verdict: 'cleared' });
  await optOut(phone, { at: NOW, scope: '*' });
  expect(await reminderTo(phone)).toMatchObject({ verdict: 'refused', code: 'OPTED_OUT' });
});

test('a person who returned may be texted again, and the chain shows all of it', async () => {
  const phone = somebody();
  await bed.consent(phone, { grantedAt: NOW - 9 * DAY });
  const episodeId = await optOut(phone, { at: NOW - 8 * DAY });
  await bed.consent(phone, { grantedAt: NOW - 7 * DAY });
  await optOut(phone, { at: NOW - 7 * DAY, state: 'back', episodeId });
  expect(await advertTo(phone)).toMatchObject({ verdict: 'cleared' });
  const { items } = await consentsOf(phone);
  expect(items.map(({ status }) => status)).toEqual(['granted', 're-granted']);
  expect(items[1]?.chain).toEqual([
    { status: 'granted', at: new Date(NOW - 9 * DAY).toISOString() },
    { status: 'withdrawn', at: new Date(NOW - 8 * DAY).toISOString(), optOutId: episodeId, scope: LORANE.id },
    { status: 're-granted', at: new Date(NOW - 7 * DAY).toISOString(), optOutId: episodeId },
  ]);
});

test('a written erasure deletes the consent with the opt-out', async () => {
  const phone = somebody();
  await bed.consent(phone);
  await eventually('the consent is known', async () => (await consentsOf(phone)).items.length === 1);
  const recipientKey = keys.keyOf(phone);
  await bed.sql('INSERT INTO last_contact VALUES ($1, $2, now(), $3)', [recipientKey, LORANE.id, randomUUID()]);
  await optOut(phone, { at: NOW });
  await bed.send(optOuts, optOutKey(keys.keyOf(phone), LORANE.id), null);
  await eventually('nothing is known of the person', async () => (await consentsOf(phone)).items.length === 0);
  expect(await bed.sql('SELECT FROM last_contact WHERE recipient_key = $1', [recipientKey])).toEqual([]);
  expect(await advertTo(phone)).toMatchObject({ code: 'CONSENT_MISSING' });
});

test('a consent ends after three years unless the person wrote to the advertiser since', async () => {
  const phone = somebody();
  await bed.consent(phone, { grantedAt: NOW - 3.1 * YEAR });
  expect(await advertTo(phone)).toMatchObject({ code: 'CONSENT_EXPIRED' });
  const recipientKey = keys.keyOf(phone);
  const reply: Reply = {
    replyId: randomUUID(),
    recipientKey,
    msisdn: phone,
    region: 'FR',
    channel: 'sms',
    code: '36180',
    tier: 'none',
    reason: 'no request',
    everyAdvertiser: false,
    advertisers: [{ advertiserId: LORANE.id, confidence: 1, evidence: 'one candidate' }],
    attributed: true,
    receivedAt: NOW - YEAR,
  };
  // Read before the one that counts: both have one partition.
  await bed.send(replies, recipientKey, { ...reply, replyId: randomUUID(), receivedAt: NOW, mayBeCopy: true });
  await bed.send(replies, recipientKey, reply);
  await eventually('the reply counts', async () => (await advertTo(phone)).verdict === 'cleared');
  const contacts = await bed.sql<{ at: Date }>('SELECT at FROM last_contact WHERE recipient_key = $1', [recipientKey]);
  expect(contacts.map(({ at }) => at.getTime())).toEqual([reply.receivedAt]);
});

test('heartbeats and the canary of the opt-out topic are neither opt-outs nor dead letters', async () => {
  const phone = somebody();
  const partition = partitionOf(optOuts, optOutKey(keys.keyOf(phone), LORANE.id));
  const beat = { key: heartbeatKey(partition), value: JSON.stringify({ heartbeat: NOW }) };
  await bed.sendTo(optOuts, partition, [beat, beat]);
  await bed.consent(phone);
  await optOut(phone, { at: NOW });
  expect(await advertTo(phone)).toMatchObject({ code: 'OPTED_OUT' });
  expect(await bed.metrics()).not.toMatch(/stopsms_dead_letters_total\{.*opt-outs.*\} [1-9]/);
});
