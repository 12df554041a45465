// Two publishers who text the same person, each with topics of its own. What is real: compliance, its database and the topics; a
// plain client plays the dispatcher and the operator.
import { randomUUID } from 'node:crypto';
import {
  type ClearedMessage,
  type MessageStatus,
  type PublisherOutcome,
  messageStatus,
  optOutKey,
  optOuts,
  outcomesTopic,
  publisherTopic,
  receipts,
} from '@stopsms/contracts';
import { type Seen, eventually, keys } from '@stopsms/testing';
import { Bed } from '../bed';
import { BRICOLIS, DAY, LORANE, NOW, REMINDER } from '../fixtures';

const PUBLISHERS = JSON.stringify({
  publishers: [
    { name: 'shop', advertisers: [LORANE.id] },
    { name: 'garden', advertisers: [BRICOLIS.id] },
  ],
});
const [shop, garden] = [publisherTopic('shop'), publisherTopic('garden')];
const PERSON = '+33639983301';
const informative = { category: 'informative' as const, text: REMINDER, to: PERSON };
const SECRETS = new RegExp([keys.keyOf(PERSON), 'recipientKey', '6399'].join('|'));

let bed: Bed;
let toShop: Seen<PublisherOutcome>[];
let toGarden: Seen<PublisherOutcome>[];
beforeAll(async () => {
  bed = await Bed.madeWith({ PUBLISHERS });
  toShop = await bed.collect<PublisherOutcome>(outcomesTopic('shop'));
  toGarden = await bed.collect<PublisherOutcome>(outcomesTopic('garden'));
});
afterAll(() => bed?.end());

const outcomesOf = (id: string, of = toShop) => of.filter(({ key }) => key === id).map(({ value }) => value);
const states = (id: string, of = toShop) => outcomesOf(id, of).map(({ kind, state }) => `${kind} ${state}`);
const saying = (id: string, ...expected: string[]) =>
  eventually(`${expected.join(', ')} of ${id}`, () => states(id).join() === expected.join());

async function status(message: ClearedMessage, what: Partial<MessageStatus>): Promise<void> {
  const { messageId, advertiserId, recipientKey, attempt, sender, category } = message;
  await bed.send(messageStatus, recipientKey, {
    ...{ messageId, advertiserId, recipientKey, attempt, sender, lane: category, provider: 'ovh' },
    ...{ status: 'submitted', at: bed.now(), ...what },
  });
}

const receipt = ({ messageId, advertiserId, recipientKey }: ClearedMessage) =>
  bed.send(receipts, recipientKey, {
    ...{ messageId, advertiserId, recipientKey, provider: 'ovh', smscId: '1', outcome: 'delivered' },
    ...{ stat: 'DELIVRD', at: bed.now() },
  });

test('a publisher gets each outcome of its message once, from the decision to the receipt', async () => {
  const id = await bed.ask(informative, shop);
  const cleared = await bed.firstCleared(id);
  await saying(id, 'verdict cleared');
  for (let n = 0; n < 2; n++) await status(cleared, { smscIds: ['1'], parts: 1 });
  await receipt(cleared);
  await saying(id, 'verdict cleared', 'status submitted', 'receipt delivered');
  const [decided, submitted, delivered] = outcomesOf(id);
  const about = { messageId: id, advertiserId: LORANE.id };
  expect(decided).toEqual({ ...about, kind: 'verdict', state: 'cleared', attempt: 1, at: expect.any(Number) });
  expect(submitted).toMatchObject({ ...about, attempt: 1, provider: 'ovh', sender: 'Lorane', parts: 1 });
  expect(delivered).toMatchObject({ ...about, provider: 'ovh', stat: 'DELIVRD' });
  expect(delivered).not.toHaveProperty('attempt');
});

test('publishes holds, releases and returns as well', async () => {
  const id = await bed.ask({ ...informative, notBefore: NOW + DAY }, shop);
  await saying(id, 'verdict held');
  expect(outcomesOf(id)[0]).toMatchObject({ code: 'NOT_BEFORE', heldUntil: NOW + DAY });
  const given = await bed.ask(informative, shop);
  await status(await bed.firstCleared(given), { status: 'expired', code: 'NOT_WRITTEN' });
  await eventually('it is cleared again', () => states(given).at(-1) === 'verdict cleared' && states(given).length > 2);
  expect(states(given)).toEqual([
    ...['verdict cleared', 'status expired', 'verdict held'],
    ...['verdict released', 'verdict cleared'],
  ]);
});

test('refuses a request that its publisher may not make on its own topic only', async () => {
  const id = await bed.ask({ ...informative, advertiserId: LORANE.id }, garden);
  const said = await eventually('the refusal', () => outcomesOf(id, toGarden)[0]);
  expect(said).toMatchObject({ kind: 'verdict', state: 'refused', code: 'PUBLISHER_NOT_ALLOWED' });
  // Somebody else's message under that id is none of its business.
  await bed.ask({ ...informative, id }, shop);
  await saying(id, 'verdict cleared');
  expect(outcomesOf(id, toGarden)).toHaveLength(1);
});

test('hides other senders to the person, opt-outs and guessable names from a publisher', async () => {
  const [key, episodeId] = [keys.keyOf(PERSON), randomUUID()];
  const out = { state: 'out', scope: BRICOLIS.id, episodeId, at: NOW - DAY, source: 'sms', evidenceId: 'e' };
  await bed.send(optOuts, optOutKey(key, BRICOLIS.id), out);
  await eventually('the opt-out is known', async () => {
    return (await bed.sql('SELECT FROM opt_out WHERE episode_id = $1', [episodeId])).length === 1;
  });
  const mine = await bed.ask(informative, shop);
  const theirs = await bed.ask({ advertiserId: BRICOLIS.id, to: PERSON, text: 'Bricolis : -20%. STOP 36180' }, garden);
  const campaigns = await bed.ask(informative);
  await eventually('garden is refused', () => outcomesOf(theirs, toGarden)[0]?.code === 'OPTED_OUT');
  await bed.verdict(campaigns);
  await saying(mine, 'verdict cleared');
  const last = await bed.ask(informative, shop);
  await saying(last, 'verdict cleared');
  const ofShop = new Set(toShop.map(({ key: id }) => id));
  expect([theirs, campaigns].filter((id) => ofShop.has(id))).toEqual([]);
  expect(new Set(toShop.map(({ value }) => value.advertiserId))).toEqual(new Set([LORANE.id]));
  expect(JSON.stringify([...toShop, ...toGarden].map(({ value }) => value))).not.toMatch(SECRETS);
});

test('stores and publishes no outcome for requests of campaign', async () => {
  const id = await bed.ask(informative);
  const cleared = await bed.firstCleared(id);
  await status(cleared, { smscIds: ['2'] });
  const later = await bed.ask(informative, shop);
  await saying(later, 'verdict cleared');
  expect(await bed.sql('SELECT FROM publisher_request WHERE message_id = $1', [id])).toEqual([]);
  expect(toShop.map(({ key }) => key)).not.toContain(id);
});
