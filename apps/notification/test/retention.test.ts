import { RetentionJob } from '@stopsms/service';
import { Receiver, eventually } from '@stopsms/testing';
import { Bed, SEALING, stopBySms } from './bed';

let bed: Bed;
const receiver = new Receiver();

beforeAll(async () => {
  [bed] = await Promise.all([Bed.make(), receiver.listen()]);
});

afterAll(async () => {
  await bed.end();
  receiver.close();
});

it('deletes calls 90 days after they were queued, and confirmations after a year, never unsent ones', async () => {
  const service = await bed.startReady(SEALING);
  const called = await bed.hooked(receiver.url('/called'));
  const held = await bed.advertiser({ webhookUrl: receiver.url('/held') });
  await bed.optOut(stopBySms('+33639980021', [called.id, held.id]));
  const states = (table: string) => bed.sql(`SELECT state FROM notification.${table} ORDER BY state`);
  await eventually('one call ended, the other waits, and the STOP is confirmed', async () => {
    expect(await states('webhook_delivery')).toEqual([{ state: 'delivered' }, { state: 'held' }]);
    expect(await states('service_message')).toHaveLength(1);
    return true;
  });
  const age = (days: { calls: number; messages: number }) =>
    bed.sql(`UPDATE notification.webhook_delivery SET queued_at = now() - interval '${days.calls} days';
      UPDATE notification.service_message SET at = now() - interval '${days.messages} days'`);
  const retention = service.get(RetentionJob);

  await age({ calls: 89, messages: 364 });
  await retention.apply();
  expect(await states('webhook_delivery')).toHaveLength(2);
  expect(await states('service_message')).toHaveLength(1);

  await age({ calls: 91, messages: 366 });
  await retention.apply();
  expect(await states('webhook_delivery')).toEqual([{ state: 'held' }]);
  expect(await states('service_message')).toEqual([]);
  await service.close();
});
