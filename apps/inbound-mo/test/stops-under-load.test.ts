// A STOP is stored, or answered with 5xx so that its vendor repeats it: at any position of a list, beside any number of receipts, however it
// is written, and behind a burst.
import { randomUUID } from 'node:crypto';
import type { RunningService } from '@stopsms/bootstrap';
import { type MoReceived, type Reply, moReceived, replies } from '@stopsms/contracts';
import { eventually, keys } from '@stopsms/testing';
import fc from 'fast-check';
import { Bed, newHandset } from './bed';
import { SnsPeer } from './sns-peer';
import { CODE, FORMS, type Form, SECRET, allProviders, callbacksAt, formsOf } from './vendor-forms';

let bed: Bed;
let sns: SnsPeer;
let service: RunningService;
let received: MoReceived[];
let read: Reply[];

beforeAll(async () => {
  bed = await Bed.make();
  sns = await SnsPeer.start();
  service = await bed.startReady({ ...allProviders(bed.operator, sns), WEBHOOK_RATE_PER_SECOND: '1' });
  [received, read] = [await bed.values(moReceived), await bed.values(replies)];
});
afterAll(async () => {
  await bed.end();
  await sns.stop();
});

const digits = (e164: string) => e164.replace('+', '');
const callback = (path: string, body?: object) =>
  callbacksAt(() => service.url)(path, body === undefined ? undefined : JSON.stringify(body))();
const formOf = (name: string, signedAt = Date.now) =>
  formsOf({ url: () => service.url, operator: bed.operator, sns, signedAt })[name] as Form;
const isStored = (handset: string) =>
  eventually('the STOP is stored', () => received.some(({ from, text }) => from === handset && text.includes('STOP')));

/** Receipts of each vendor that has lists, or one by one. */
const infobipReceipt = () => ({
  messageId: randomUUID(),
  status: { groupName: 'DELIVERED', name: 'DELIVERED_TO_HANDSET' },
});
const brevoReceipt = () => ({ msg_status: 'delivered', messageId: randomUUID() });
const RECEIPTS: Record<string, () => Promise<number>> = {
  smsmode: () => callback(`smsmode/${SECRET}`, { messageId: randomUUID(), status: { value: 'DELIVERED' } }),
  infobip: () => callback(`infobip/${SECRET}`, { results: [infobipReceipt()] }),
  sinch: () =>
    callback(`sinch/${SECRET}`, { type: 'recipient_delivery_report_sms', batch_id: randomUUID(), status: 'Delivered' }),
  ovh: () => callback(`ovh/${SECRET}?id=${Date.now()}&dlr=1`),
  brevo: () => callback(`brevo/${SECRET}`, brevoReceipt()),
  vonage: () => callback(`vonage/${SECRET}`, { messageId: randomUUID(), status: 'delivered' }),
};

test('a burst of receipts is answered with 503 above the limit, and a STOP behind it is accepted, of each vendor', async () => {
  const wrong: string[] = [];
  for (const [name, receipt] of Object.entries(RECEIPTS)) {
    const statuses = await Promise.all(Array.from({ length: 20 }, receipt));
    const handset = newHandset();
    const stop = await formOf(name)({ from: handset, text: 'STOP', id: randomUUID() })();
    if (stop !== 200 || statuses.some((status) => status !== 200 && status !== 503) || !statuses.includes(503))
      wrong.push(`${name}: ${[...new Set(statuses)].join()}, STOP ${stop}`);
    else await isStored(handset);
  }
  expect(wrong).toEqual([]);
});

test('replies have no limit of rate: of a burst each STOP is accepted or answered with 503, in each form', async () => {
  const wrong: string[] = [];
  for (const name of FORMS) {
    const handsets = Array.from({ length: 30 }, newHandset);
    const send = (from: string) => formOf(name)({ from, text: 'STOP', id: randomUUID() })();
    const statuses = await Promise.all(handsets.map(send));
    if (statuses.some((status) => status !== 200)) wrong.push(`${name}: ${[...new Set(statuses)].join()}`);
    else await Promise.all(handsets.map(isStored));
  }
  expect(wrong).toEqual([]);
});

test('responds 503 above the limit of deliveries in progress', async () => {
  const handsets = Array.from({ length: 400 }, newHandset);
  const send = (from: string) => formOf('smsmode')({ from, text: 'STOP', id: randomUUID() })();
  const statuses = await Promise.all(handsets.map(send));
  expect(statuses.filter((status) => status !== 200 && status !== 503)).toEqual([]);
  await Promise.all(handsets.filter((_, n) => statuses[n] === 200).map(isStored));
});

test('a STOP at any position of a list is stored, or the answer is 5xx', async () => {
  const list = fc.record({
    vendor: fc.constantFrom('infobip', 'brevo'),
    length: fc.constantFrom(1, 100, 999, 1_000, 1_001, 2_500),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    isAmongReplies: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(list, async ({ vendor, length, share, isAmongReplies }) => {
      const [stop, other] = [newHandset(), newHandset()];
      const reply = (from: string, text: string) =>
        vendor === 'infobip'
          ? { messageId: randomUUID(), from: digits(from), to: CODE, text }
          : { msg_status: 'replied', to: digits(from), reply: text, messageId: randomUUID() };
      const receipt = vendor === 'infobip' ? infobipReceipt : brevoReceipt;
      const items: object[] = Array.from({ length }, () => (isAmongReplies ? reply(other, 'Merci') : receipt()));
      items[Math.round(share * (length - 1))] = reply(stop, 'STOP');
      const status = await callback(`${vendor}/${SECRET}`, vendor === 'infobip' ? { results: items } : items);
      if (status === 200) await isStored(stop);
      else expect(status).toBeGreaterThanOrEqual(500);
    }),
    { numRuns: 25, examples: [[{ vendor: 'infobip', length: 1_001, share: 1, isAmongReplies: true }]] },
  );
});

test.each([
  (number: string) => `tel:${number}`,
  (number: string) => `TEL:${number};phone-context=+33`,
  (number: string) => `sms:${number}`,
  (number: string) => ` ${number} `,
  (number: string) => `00${digits(number)}`,
])('a sender written in another way is read (%#)', async (written) => {
  const handset = newHandset();
  const body = {
    messageId: randomUUID(),
    direction: 'MO',
    from: written(handset),
    recipient: { to: CODE },
    body: { text: 'STOP' },
  };
  expect(await callback(`smsmode/${SECRET}`, body)).toBe(200);
  await isStored(handset);
});

test.each([
  { from: 'BANQUE', status: 200 },
  { from: '36180', status: 200 },
  { from: '1234567890123456789', status: 503 },
  { from: 'call +336399800120012 or so', status: 503 },
])('a sender $from, whose number cannot be read, is answered with $status', async ({ from, status }) => {
  const body = { messageId: randomUUID(), direction: 'MO', from, recipient: { to: CODE }, body: { text: 'STOP' } };
  expect(await callback(`smsmode/${SECRET}`, body)).toBe(status);
});

test('a STOP at the end of the longest SMS is read, and a longer text is refused', async () => {
  const handset = newHandset();
  const story = `${'Bonjour, je suis allée au magasin. '.repeat(1_100)} `;
  const send = (text: string) => formOf('smsmode')({ from: handset, text, id: randomUUID() })();
  expect(await send(`${story}Arrêtez vos SMS. STOP`)).toBe(200);
  await eventually('it is read', () => read.some(({ recipientKey }) => recipientKey === keys.keyOf(handset)));
  expect(received.find(({ from }) => from === handset)?.text).toMatch(/STOP$/);
  expect(await send(`${story.repeat(2)}STOP`)).toBe(503);
});

describe.each(['vonage, signed', 'sinch, signed'])('a signature of %s', (name) => {
  const HOUR = 3_600_000;
  test.each([
    { it: 'an hour old', shift: -HOUR },
    { it: 'an hour ahead', shift: HOUR },
  ])('$it lets in a STOP, which its vendor may repeat, and no START', async ({ shift }) => {
    const [stop, start] = [newHandset(), newHandset()];
    const form = formOf(name, () => Date.now() + shift);
    expect(await form({ from: stop, text: 'STOP', id: randomUUID() })()).toBe(200);
    await isStored(stop);
    expect(await form({ from: start, text: 'START', id: randomUUID() })()).toBe(401);
    expect(received.some(({ from }) => from === start)).toBe(false);
  });

  test('of now lets in both', async () => {
    for (const text of ['STOP', 'START'])
      expect(await formOf(name)({ from: newHandset(), text, id: randomUUID() })()).toBe(200);
  });
});
