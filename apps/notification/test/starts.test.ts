import { randomUUID } from 'node:crypto';
import {
  type Advertiser,
  type NotificationMessage,
  type Return,
  notificationMessages,
  returns,
} from '@stopsms/contracts';
import { eventually, keys, type Seen } from '@stopsms/testing';
import { Bed, LIFT, stopBySms, confirmationsTo } from './bed';

let bed: Bed;
let sent: Seen<NotificationMessage>[];
let acme: Advertiser;
let url: string;

beforeAll(async () => {
  bed = await Bed.make();
  acme = await bed.advertiser();
  sent = await bed.collect(notificationMessages);
  ({ url } = await bed.startReady());
});
afterAll(() => bed.end());

let last = 0;
const number = (): string => `+3363998${String(5_000 + (last += 1))}`;
const sentTo = (to: string) => sent.map(({ value }) => value).filter((message) => message.to === to);
const firstTo = (to: string) => eventually('an answer is on the topic', () => sentTo(to)[0]);

/** Record of compliance for a START that lifts nothing. */
function inVain(msisdn: string, fields: Partial<Return> = {}): Return {
  return {
    returnId: randomUUID(),
    recipientKey: keys.keyOf(msisdn),
    outcome: 'no-consent',
    advertiserId: acme.id,
    cause: 'start',
    at: Date.now(),
    evidenceId: randomUUID(),
    msisdn,
    region: 'FR',
    code: '36180',
    ...fields,
  };
}
const put = (...all: Return[]) =>
  bed.put(
    returns,
    all.map((value) => ({ key: value.recipientKey, value })),
  );
const returned = (msisdn: string, fields: object = {}) =>
  stopBySms(msisdn, [acme.id], { change: 'returned', ...fields });

it('confirms a return by START once, from the code texted, after the view has passed it', async () => {
  const to = number();
  const event = returned(to);
  await bed.optOut(event);
  const message = await firstTo(to);
  expect(message).toEqual({
    messageId: expect.any(String),
    kind: 'confirmation',
    advertiserId: acme.id,
    recipientKey: keys.keyOf(to),
    to,
    text: 'ACME : vous recevrez à nouveau nos SMS. Désinscription : STOP 36180',
    sender: '36180',
    after: event.position,
    at: expect.any(Number),
    expiresAt: message.at + 86_400_000,
  });
  await bed.optOut(event);
  await bed.optOut(stopBySms(to, [acme.id]));
  await eventually('a later STOP is confirmed', () => sentTo(to).length === 2);
  expect(sentTo(to).map(({ text }) => text.slice(0, 12))).toEqual(['ACME : vous ', "ACME : c'est"]);
});

it('notifies a person whose opt-out was lifted, once, by a text that accepts STOP', async () => {
  const to = number();
  const event = returned(to, { source: 'api', lift: LIFT });
  await bed.optOut(event);
  await bed.optOut(event);
  const [queued] = await eventually('a confirmation is kept', async () => {
    const rows = await bed.sql<{ text: string; sender: string; due: number }>(
      `SELECT text, sender, (extract(epoch FROM due_at) * 1000)::float8 AS due FROM service_message WHERE recipient_key = $1`,
      [keys.keyOf(to)],
    );
    return rows.length > 0 ? rows : undefined;
  });
  expect(queued).toMatchObject({ sender: '36180', text: expect.stringContaining('STOP 36180') });
  // By day where the person lives, whenever this test runs.
  const hour = Number(
    new Intl.DateTimeFormat('en', { hour: 'numeric', hour12: false, timeZone: 'Europe/Paris' }).format(queued?.due),
  );
  expect(hour).toBeGreaterThanOrEqual(8);
  expect(hour).toBeLessThan(22);
  // A later event of the same person is handled after both.
  await bed.optOut(stopBySms(to, [acme.id]));
  await eventually('the later STOP is confirmed', () => sentTo(to).some(({ text }) => text.includes("c'est")));
  const rows = await bed.sql('SELECT FROM service_message WHERE recipient_key = $1', [keys.keyOf(to)]);
  expect(rows).toHaveLength(2);
});

it.each([
  { it: 'a consent given elsewhere', fields: { source: 'api' } },
  { it: 'somebody who stays out of every advertiser', fields: { msisdn: undefined } },
])('does not notify $it', async ({ fields }) => {
  const to = number();
  await bed.optOut(JSON.parse(JSON.stringify(returned(to, fields))));
  await bed.optOut(stopBySms(to, [acme.id]));
  await eventually('a later STOP is confirmed', () => sentTo(to).length > 0);
  expect(sentTo(to)).toHaveLength(1);
  expect(sentTo(to)[0]?.text).toContain("c'est noté");
});

it.each<[string, Partial<Return>, RegExp]>([
  ['without consent', {}, /^ACME : nous n'avons pas trace de votre accord\./],
  ['from abroad', { region: 'GB' }, /^ACME: we have no record of your consent\./],
  ['that names none of several', { outcome: 'ambiguous', advertiserId: null }, /START suivi de son nom$/],
])('explains how to join to a person who texted START %s', async (_, fields, text) => {
  const to = number();
  const published = inVain(to, fields);
  await put(published, published, { ...published, returnId: randomUUID() });
  expect(await firstTo(to)).toMatchObject({ kind: 'help', text: expect.stringMatching(text), sender: '36180' });
  const other = inVain(to);
  await put(other);
  await eventually('the next is answered', () => sentTo(to).length === 2);
  const { items } = await confirmationsTo<{ kind: string }>(url, to);
  expect(items.map(({ kind }) => kind)).toEqual(['help', 'help']);
});

it('answers three times a day and no more', async () => {
  const to = number();
  await put(...Array.from({ length: 5 }, () => inVain(to)));
  await eventually('three answers have left', () => sentTo(to).length === 3);
  await put(inVain(to));
  await bed.optOut(returned(to));
  await eventually('a confirmation leaves all the same', () => sentTo(to).some(({ kind }) => kind === 'confirmation'));
  expect(sentTo(to).filter(({ kind }) => kind === 'help')).toHaveLength(3);
});

it('leaves a START that is granted to the event of its return', async () => {
  const to = number();
  await put(inVain(to, { outcome: 'granted', consentId: randomUUID() }), inVain(to));
  await firstTo(to);
  expect(sentTo(to)).toHaveLength(1);
});
