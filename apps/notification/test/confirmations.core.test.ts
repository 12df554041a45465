import { randomUUID } from 'node:crypto';
import type { RunningService } from '@stopsms/bootstrap';
import {
  type Advertiser,
  type NotificationMessage,
  type OptOutChanged,
  notificationMessages,
  optOutChanged,
} from '@stopsms/contracts';
import { segment } from '@stopsms/kernel';
import { type Seen, eventually, keys } from '@stopsms/testing';
import { Bed, stopBySms } from './bed';

const SHARED = "C'est noté : vous ne recevrez plus de SMS publicitaires via ce numéro. Infos : envoyez CONTACT.";

let bed: Bed;
let service: RunningService;
let sent: Seen<NotificationMessage>[];
let acme: Advertiser;
let others: Advertiser[];

beforeAll(async () => {
  bed = await Bed.make();
  acme = await bed.advertiser();
  others = [await bed.advertiser({ name: 'Bravo' }), await bed.advertiser({ name: 'Charlie' })];
  sent = await bed.collect(notificationMessages);
  service = await bed.startReady();
});

afterAll(() => bed.end());

let last = 0;
const msisdn = (): string => `+3363998${String(1_000 + (last += 1))}`;

const sentTo = (to: string): NotificationMessage[] =>
  sent.map(({ value }) => value).filter((message) => message.to === to);

const firstTo = (to: string): Promise<NotificationMessage> =>
  eventually('a confirmation is on the topic', () => sentTo(to)[0]);

/** Returns messages to a number once all its events are handled: a later one is in the same partition, after them. */
async function settled(to: string): Promise<NotificationMessage[]> {
  const later = stopBySms(msisdn(), [acme.id], { recipientKey: keys.keyOf(to) });
  await bed.optOut(later);
  await firstTo(later.msisdn ?? '');
  return sentTo(to);
}

it('confirms a STOP of one advertiser from the code that received it, once the view has passed the opt-out', async () => {
  const to = msisdn();
  const stop = stopBySms(to, [acme.id]);
  await bed.optOut(stop);
  const message = await firstTo(to);
  expect(message).toEqual({
    messageId: expect.any(String),
    kind: 'confirmation',
    advertiserId: acme.id,
    recipientKey: keys.keyOf(to),
    to,
    text: "ACME : c'est noté, vous ne recevrez plus de SMS publicitaires de notre part.",
    sender: '36180',
    after: stop.position,
    at: expect.any(Number),
    expiresAt: message.at + 86_400_000,
  });
});

it('confirms one STOP on three advertisers by one SMS that names none', async () => {
  const to = msisdn();
  await bed.optOut(stopBySms(to, [acme.id, ...others.map(({ id }) => id)]));
  const messages = await settled(to);
  expect(messages.map(({ text, advertiserId }) => [text, advertiserId])).toEqual([[SHARED, null]]);
});

it('confirms once an event that comes three times, even in one batch', async () => {
  const to = msisdn();
  const stop = stopBySms(to, [acme.id]);
  await Promise.all([bed.optOut(stop), bed.optOut(stop)]);
  await firstTo(to);
  await bed.optOut(stop);
  expect(await settled(to)).toHaveLength(1);
});

it.each<[string, Partial<OptOutChanged>]>([
  ['STOP ALL', { optOuts: [{ scope: '*', advertiserId: null, episodeId: randomUUID() }] }],
  ['a STOP of somebody we never texted', { attributed: false }],
])('names no advertiser in the confirmation of %s', async (_, fields) => {
  const to = msisdn();
  await bed.optOut(stopBySms(to, [acme.id], fields));
  expect(await firstTo(to)).toMatchObject({ text: SHARED, advertiserId: null, sender: '36180' });
});

it.each<[string, Partial<OptOutChanged>]>([
  ['a second STOP', { change: 'repeated' }],
  ['a return by a consent given elsewhere', { change: 'returned', source: 'api' }],
  ...(['api', 'import', 'provider', 'complaint', 'erasure'] as const).map(
    (source): [string, Partial<OptOutChanged>] => [`an opt-out by ${source}`, { source }],
  ),
])('sends nothing for %s', async (_, fields) => {
  const to = msisdn();
  await bed.optOut(stopBySms(to, [acme.id], fields));
  expect(await settled(to)).toEqual([]);
});

it.each([
  ['an accent outside GSM-7', 'Crêperie Ploërmel'],
  ['a typographic apostrophe', 'L’Atelier'],
  ['an emoji', 'Promo 🎁'],
  ['a NUL', 'AC\u0000ME ê'],
  ['200 letters', 'x'.repeat(200)],
  ['nothing but spaces', '   '],
])('keeps to one GSM-7 part when the advertiser’s name has %s', async (_, name) => {
  const { id } = await bed.advertiser({ name });
  const to = msisdn();
  await bed.optOut(stopBySms(to, [id]));
  const { text, advertiserId } = await firstTo(to);
  expect(segment(text)).toMatchObject({ encoding: 'GSM-7', parts: [text] });
  expect([text, advertiserId]).toEqual([SHARED, id]);
});

it.each([
  ['RE', 'fr'],
  ['MC', 'fr'],
  ['BE', 'fr'],
  ['GB', 'en'],
  ['US', 'en'],
])('speaks the language of region %s: %s', async (region, lang) => {
  const to = msisdn();
  await bed.optOut(stopBySms(to, [acme.id], { region }));
  const { text } = await firstTo(to);
  expect(text).toBe(
    lang === 'fr'
      ? "ACME : c'est noté, vous ne recevrez plus de SMS publicitaires de notre part."
      : 'ACME: you are unsubscribed. You will receive no more marketing texts from us.',
  );
});

it('names an advertiser created a moment before the STOP', async () => {
  const { id } = await bed.advertiser({ name: 'Newcomer' });
  const to = msisdn();
  await bed.optOut(stopBySms(to, [id]));
  expect((await firstTo(to)).text).toMatch(/^Newcomer : /);
});

it('confirms the STOP of an advertiser that no longer exists, without a name', async () => {
  const to = msisdn();
  await bed.optOut(stopBySms(to, [randomUUID()]));
  expect((await firstTo(to)).text).toBe(SHARED);
});

it('continues after a record that it cannot read', async () => {
  const to = msisdn();
  const stop = stopBySms(to, [acme.id]);
  const unreadable = ['{"changeId":', '{}', { ...stop, source: 'pigeon' }];
  await bed.put(
    optOutChanged,
    unreadable.map((value) => ({ key: stop.recipientKey, value })),
  );
  await bed.optOut(stop);
  await firstTo(to);
});

it('counts confirmations by state and language, and the time from STOP to confirmation', async () => {
  const metrics = await (await fetch(`${service.url}/metrics`)).text();
  expect(metrics).toMatch(/stopsms_service_messages_total\{kind="confirmation",lang="fr",state="queued",.*\} [1-9]/);
  expect(metrics).toMatch(/stopsms_service_messages_skipped_total\{kind="confirmation",reason="repeated",.*\} 1\n/);
  expect(metrics).toMatch(/stopsms_stop_to_confirmation_seconds_count\{.*\} [1-9]/);
});

it('counts a promise as broken when an episode that was confirmed is confirmed again under another id', async () => {
  const to = msisdn();
  const stop = stopBySms(to, [acme.id]);
  await bed.optOut(stop);
  await firstTo(to);
  // It sorts before the other, and so makes another confirmation of both.
  const earlier = {
    scope: others[0]?.id ?? '',
    advertiserId: others[0]?.id ?? '',
    episodeId: `00000000-0000-4000-8000-${Date.now().toString(16).padStart(12, '0')}`,
  };
  await bed.optOut({ ...stop, changeId: randomUUID(), optOuts: [earlier, ...stop.optOuts] });
  await eventually('it is counted', async () => {
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    return /stopsms_guarantee_violations_total\{guarantee="G4"[^}]*\} 1\n/.test(metrics);
  });
});
