import { randomUUID } from 'node:crypto';
import type { RunningService } from '@stopsms/bootstrap';
import {
  type Advertiser,
  type NotificationMessage,
  type OptOutChanged,
  notificationMessages,
} from '@stopsms/contracts';
import { type Seen, eventually, keys } from '@stopsms/testing';
import { Bed, stopBySms, confirmationsTo } from './bed';

/** 04:00 in Paris. */
const NIGHT = '2026-11-25T03:00:00.000Z';
const LAST_SECONDS_OF_NIGHT = '2026-11-25T06:59:57.000Z';

let bed: Bed;
let service: RunningService;
let sent: Seen<NotificationMessage>[];
let acme: Advertiser;
let bravo: Advertiser;

// Webhooks are held without a secret, so that their numbers wait.
beforeAll(async () => {
  bed = await Bed.make();
  acme = await bed.advertiser({ webhookUrl: 'http://127.0.0.1:1/' });
  bravo = await bed.advertiser({ name: 'Bravo', webhookUrl: 'http://127.0.0.1:1/' });
  sent = await bed.collect(notificationMessages);
  service = await bed.startReady({ STOPSMS_CLOCK: NIGHT });
});

afterAll(() => bed.end());

const sentTo = (to: string) => sent.map(({ value }) => value).filter((message) => message.to === to);

function erasure(msisdn: string, scope: string, fields: Partial<OptOutChanged> = {}): OptOutChanged {
  const { msisdn: _, region: __, code: ___, position: ____, ...event } = stopBySms(msisdn, []);
  const advertiserId = scope === '*' ? null : scope;
  const optOuts = [{ scope, advertiserId, episodeId: randomUUID() }];
  return { ...event, source: 'erasure', optOuts, ...fields };
}

const rows = (table: string, columns: string, phone: string) =>
  bed.sql(`SELECT ${columns} FROM notification.${table} WHERE recipient_key = $1 ORDER BY 1`, [keys.keyOf(phone)]);

it.each<[string, OptOutChanged['change'], string]>([
  ['begins an opt-out', 'opted-out', '+33639980012'],
  ['finds one that was there before', 'repeated', '+33639980011'],
])('an erasure that %s deletes texts and numbers, except of unsent messages', async (_, change, phone) => {
  await bed.optOut(stopBySms(phone, [acme.id]));
  const { code: __, ...byPage } = stopBySms(phone, [bravo.id], { source: 'web' });
  await bed.optOut(byPage);
  await eventually('the STOP is confirmed', () => sentTo(phone).length === 1);
  const event = erasure(phone, '*', { at: Date.now() + 1, change });
  await bed.optOut(event);
  await bed.optOut(event);
  await eventually('its texts are erased', async () => {
    expect(await rows('service_message', 'state, text', phone)).toEqual([
      { state: 'queued', text: null },
      { state: 'scheduled', text: null },
    ]);
    return true;
  });
  const published = await rows('webhook_delivery', 'source, state, msisdn', phone);
  expect(published.map(({ source, state }) => [source, state])).toEqual([
    ['erasure', 'held'],
    ['erasure', 'held'],
    ['sms', 'held'],
    ['web', 'held'],
  ]);
  expect(published.every(({ msisdn }) => msisdn === null)).toBe(true);
  const { items } = await confirmationsTo<object>(service.url, phone);
  expect(items).toHaveLength(2);
  for (const item of items) expect(item).not.toHaveProperty('text');
});

it('for one advertiser it keeps data of others; a later STOP keeps its number until it is delivered', async () => {
  const phone = '+33639980013';
  await bed.optOut(stopBySms(phone, [acme.id]));
  await bed.optOut(stopBySms(phone, [bravo.id]));
  const at = Date.now() + 1;
  await bed.optOut(erasure(phone, acme.id, { at }));
  await bed.optOut(stopBySms(phone, [acme.id], { at: at + 1, change: 'repeated' }));
  await eventually('all is noted and erased', async () => {
    expect(
      await rows('webhook_delivery', 'source, change, advertiser_id AS of, msisdn IS NULL AS erased', phone),
    ).toEqual(
      expect.arrayContaining([
        { source: 'sms', change: 'opted-out', of: acme.id, erased: true },
        { source: 'sms', change: 'opted-out', of: bravo.id, erased: false },
        { source: 'sms', change: 'repeated', of: acme.id, erased: false },
      ]),
    );
    return true;
  });
  const texts = await rows('service_message', 'text IS NULL AS erased, advertiser_ids AS of', phone);
  expect(texts).toEqual([
    { erased: false, of: [bravo.id] },
    { erased: true, of: [acme.id] },
  ]);
});

it('a confirmation that waits for the morning is sent, and then no number is left', async () => {
  const phone = '+33639980011';
  await service.close();
  service = await bed.startReady({ STOPSMS_CLOCK: LAST_SECONDS_OF_NIGHT });
  await eventually('it has left', () => sentTo(phone).length === 2);
  expect(sentTo(phone)[1]).toMatchObject({ sender: 'ACME', text: expect.stringContaining('Bravo') });
  expect(await rows('service_message', 'state, text, pending', phone)).toEqual([
    { state: 'queued', text: null, pending: null },
    { state: 'queued', text: null, pending: null },
  ]);
});
