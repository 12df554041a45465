// Quota thresholds of compliance reach the advertiser, and answers to persons do not count towards them.
import { randomUUID } from 'node:crypto';
import type { RunningService } from '@stopsms/bootstrap';
import { type NotificationMessage, type QuotaReached, notificationMessages, quotasReached } from '@stopsms/contracts';
import { Receiver, eventually, keys } from '@stopsms/testing';
import { Webhook } from 'standardwebhooks';
import { Bed, SEALING, newSecret, stopBySms } from './bed';
import { deliveries, delivery } from './webhook-list';

let bed: Bed;
let service: RunningService;
const receiver = new Receiver();

beforeAll(async () => {
  [bed] = await Promise.all([Bed.make(), receiver.listen()]);
  service = await bed.startReady(SEALING);
});
afterAll(async () => {
  await bed.end();
  receiver.close();
});

const reached = (advertiserId: string, percent: number): QuotaReached => ({
  reachedId: randomUUID(),
  advertiserId,
  ...{ period: 'day', percent, limit: 1_000, used: percent * 10 },
  periodStartsAt: Date.parse('2026-11-25T00:00:00Z'),
  periodEndsAt: Date.parse('2026-11-26T00:00:00Z'),
  at: Date.parse('2026-11-25T10:00:00Z'),
});
const publish = (...values: QuotaReached[]) =>
  bed.put(
    quotasReached,
    values.map((value) => ({ key: value.advertiserId, value })),
  );

it('notifies each threshold once, signed, and lists the call', async () => {
  const secret = newSecret();
  const advertiser = await bed.hooked(receiver.url('/quota'), [secret]);
  const [most, all] = [reached(advertiser.id, 80), reached(advertiser.id, 100)];
  await publish(most, most);
  const listed = await delivery('delivered', service, advertiser.id);
  await publish(most, all);
  await eventually('the second is published', () => receiver.on('/quota').length === 2);
  const [call] = receiver.on('/quota');
  expect(new Webhook(secret).verify(call?.body ?? '', call?.headers as Record<string, string>)).toEqual({
    type: 'quota.reached',
    timestamp: '2026-11-25T10:00:00.000Z',
    data: {
      ...{ advertiserId: advertiser.id, period: 'day', percent: 80, limit: 1_000, used: 800 },
      periodStartsAt: '2026-11-25T00:00:00.000Z',
      periodEndsAt: '2026-11-26T00:00:00.000Z',
    },
  });
  expect(call?.headers['webhook-id']).toBe(listed.id);
  expect(listed).toMatchObject({ type: 'quota.reached', changeId: most.reachedId, data: { percent: 80, used: 800 } });
  expect(listed).not.toHaveProperty('recipientKey');
  const stop = stopBySms('+33639980041', [advertiser.id]);
  await bed.optOut(stop);
  await eventually('an opt-out is published beside them', () => receiver.on('/quota').length === 3);
  const [latest] = await deliveries(service, advertiser.id);
  expect(latest).toMatchObject({ type: 'opt-out.changed', recipientKey: keys.keyOf('+33639980041') });
  expect(receiver.on('/quota').filter(({ body }) => body.includes('"percent":80'))).toHaveLength(1);
});

it('waits for a secret, and skips advertisers without a webhook', async () => {
  const [silent, mute] = [await bed.advertiser(), await bed.hooked(receiver.url('/mute'), [])];
  await publish(reached(silent.id, 80), reached(mute.id, 80));
  await delivery('held', service, mute.id);
  expect(await deliveries(service, silent.id)).toEqual([]);
  await bed.hooked(receiver.url('/mute'), [newSecret()], { id: mute.id });
  await eventually('it is published once there is one', () => receiver.on('/mute').length === 1);
});

it('confirms a STOP although the advertiser may send nothing', async () => {
  const sent = await bed.collect<NotificationMessage>(notificationMessages);
  const advertiser = await bed.advertiser({ quotas: { messagesPerDay: 0 }, countries: ['BE'] });
  await bed.optOut(stopBySms('+33639980042', [advertiser.id]));
  await eventually('the confirmation is on its lane', () => sent.some(({ value }) => value.to === '+33639980042'));
});
