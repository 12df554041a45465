import { randomUUID } from 'node:crypto';
import {
  type Advertiser,
  type NotificationMessage,
  type Reply,
  notificationMessages,
  replies,
} from '@stopsms/contracts';
import { partitionOf } from '@stopsms/messaging';
import { deterministicId } from '@stopsms/kernel';
import { eventually, keys, type Seen } from '@stopsms/testing';
import { Bed, stopBySms } from './bed';

let bed: Bed;
let sent: Seen<NotificationMessage>[];
let acme: Advertiser;
let bravo: Advertiser;

beforeAll(async () => {
  bed = await Bed.make();
  acme = await bed.advertiser();
  bravo = await bed.advertiser({ name: 'Bravo', legalName: 'Bravo SARL' });
  await bed.advertiser({ name: 'Elsewhere', legalName: 'Elsewhere SA', codes: ['38100'] });
  sent = await bed.collect(notificationMessages);
  await bed.startReady();
});

afterAll(() => bed.end());

let last = 0;
const number = (): string => `+3363998${String(1_000 + (last += 1))}`;

function reply(msisdn: string, fields: Partial<Reply> = {}): Reply {
  return {
    replyId: randomUUID(),
    recipientKey: keys.keyOf(msisdn),
    msisdn,
    region: 'FR',
    channel: 'sms',
    code: '36180',
    tier: 'contact',
    reason: 'keyword CONTACT',
    everyAdvertiser: false,
    advertisers: [{ advertiserId: acme.id, confidence: 1, evidence: 'last text' }],
    attributed: true,
    receivedAt: Date.now(),
    ...fields,
  };
}

const put = (...all: Reply[]) =>
  bed.put(
    replies,
    all.map((value) => ({ key: value.recipientKey, value })),
  );
const sentTo = (to: string) => sent.map(({ value }) => value).filter((message) => message.to === to);

it('answers CONTACT from the code texted with who publishes and how to stop', async () => {
  const to = number();
  await put(reply(to));
  const message = await eventually('the answer is on the topic', () => sentTo(to)[0]);
  expect(message).toEqual({
    messageId: expect.any(String),
    kind: 'contact',
    advertiserId: acme.id,
    recipientKey: keys.keyOf(to),
    to,
    text: 'SMS édité par ACME SAS. Pour ne plus en recevoir : STOP',
    sender: '36180',
    at: expect.any(Number),
    expiresAt: message.at + 86_400_000,
  });
});

it.each<[string, Partial<Reply>, string]>([
  ['HELP from abroad', { tier: 'help', region: 'GB' }, 'Texts sent by ACME SAS. Reply STOP to opt out.'],
  [
    'a question to nobody in particular with everybody on the code',
    { advertisers: [], attributed: false },
    'SMS édités par ACME SAS et Bravo SARL. Pour ne plus en recevoir : STOP',
  ],
  [
    'a question on a code that nobody has any more',
    { advertisers: [], attributed: false, code: '36999' },
    'Ce numéro sert à plusieurs annonceurs. Pour ne plus recevoir leurs SMS publicitaires : STOP',
  ],
])('answers %s', async (_, fields, text) => {
  const to = number();
  await put(reply(to, fields));
  expect((await eventually('the answer is on the topic', () => sentTo(to)[0])).text).toBe(text);
});

it('leaves HELP to an operator that answers it itself', async () => {
  const to = number();
  const ours = reply(to, { tier: 'help' });
  await put(reply(to, { tier: 'help', confirmedBy: 'twilio' }), ours);
  await eventually('the other is answered', () => sentTo(to)[0]);
  expect(sentTo(to).map(({ messageId }) => messageId)).toEqual([deterministicId('answer', ours.replyId)]);
});

it('answers with the contact of the advertiser, as it is since it was last changed', async () => {
  const [early, late] = [number(), number()];
  const fields = { legalName: 'Carla SAS', codes: ['36200'], contact: 'Tel 01 99 00 12 34' };
  const carla = await bed.advertiser(fields);
  const meant = [{ advertiserId: carla.id, confidence: 1, evidence: 'last text' }];
  await put(reply(early, { advertisers: meant, code: '36200' }));
  const published = 'SMS édité par Carla SAS, Tel 01 99 00 12 34. Pour ne plus en recevoir : STOP';
  expect((await eventually('the answer is on the topic', () => sentTo(early)[0])).text).toBe(published);
  await bed.advertiser({ ...carla, contact: 'aide@carla.example' });
  await eventually('the change is known', async () => {
    const to = number();
    await put(reply(to, { advertisers: meant, code: '36200' }));
    const { text } = await eventually('an answer is on the topic', () => sentTo(to)[0]);
    return text === 'SMS édité par Carla SAS, aide@carla.example. Pour ne plus en recevoir : STOP';
  });
  await put(reply(late, { advertisers: meant, code: '36200', region: 'GB', tier: 'help' }));
  const help = 'Texts sent by Carla SAS, aide@carla.example. Reply STOP to opt out.';
  expect((await eventually('the answer is on the topic', () => sentTo(late)[0])).text).toBe(help);
});

/** Another number whose replies lie in the same partition. */
function neighbourOf(msisdn: string): string {
  const partition = partitionOf(replies, keys.keyOf(msisdn));
  for (;;) {
    const other = number();
    if (partitionOf(replies, keys.keyOf(other)) === partition) return other;
  }
}

it('answers a number three times a day and no more, whatever it asks, also when replies come again', async () => {
  const [to, nextDay] = [number(), number()];
  const questions = Array.from({ length: 6 }, (_, n) => reply(to, { tier: n % 2 ? 'help' : 'contact' }));
  await put(...questions.slice(0, 2), ...questions.slice(0, 1));
  await eventually('two answers have left', () => sentTo(to).length === 2);
  await put(...questions);
  await eventually('the third has left', () => sentTo(to).length === 3);
  await put(...questions);
  // Of the same partition, so handled after them.
  const neighbour = neighbourOf(to);
  await put(reply(neighbour));
  await eventually('all those have been handled', () => sentTo(neighbour).length === 1);

  const later = reply(nextDay, { recipientKey: keys.keyOf(to) });
  const rows = await bed.sql(`UPDATE notification.service_message SET at = at - interval '1 day'
    WHERE recipient_key = '${keys.keyOf(to)}' RETURNING 1`);
  expect(rows).toHaveLength(3);
  await put(later);
  await eventually('the next day an answer leaves again', () => sentTo(nextDay).length === 1);
  expect(sentTo(to).map(({ kind }) => kind)).toEqual(['contact', 'help', 'contact']);
});

it('counts neither confirmations nor other numbers against the three', async () => {
  const [asking, other] = [number(), number()];
  for (const code of ['36180', '36181', '36182']) await bed.optOut(stopBySms(asking, [bravo.id], { code }));
  await eventually('the STOPs are confirmed', () => sentTo(asking).length === 3);
  await put(reply(asking), reply(other));
  await eventually('both are answered', () => sentTo(asking).length === 4 && sentTo(other).length === 1);
});

it.each<Partial<Reply>>([
  { tier: 'start' },
  { tier: 'report' },
  { tier: 'none' },
  { tier: 'exact' },
  { tier: 'likely' },
  { tier: 'contact', channel: 'web', code: '' },
])('does not answer %j', async (fields) => {
  const [silent, asking] = [number(), number()];
  await put(reply(silent, fields), reply(asking, { recipientKey: keys.keyOf(silent) }));
  await eventually('a later question is answered', () => sentTo(asking)[0]);
  expect(sentTo(silent)).toEqual([]);
});
