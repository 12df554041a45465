import { randomUUID } from 'node:crypto';
import { type SmsRequested, smsRequested } from '@stopsms/contracts';
import { KafkaTransport } from '@stopsms/messaging';
import { Relay } from '@stopsms/outbox';
import { eventually } from '@stopsms/testing';
import { Bed } from './bed';
import { msisdn, newAdvertiser } from './people';

let bed: Bed;

beforeAll(async () => {
  bed = await Bed.make();
});
afterAll(() => bed.end());

test('a service that shuts down empties its outbox after requests in progress', async () => {
  const { id: advertiserId } = await newAdvertiser(bed);
  const requested = await bed.collect<SmsRequested>(smsRequested);
  const steps: string[] = [];
  const [transport, relay] = [bed.service.get(KafkaTransport), bed.service.get(Relay)];
  const leaving = jest.spyOn(transport, 'close');
  const emptyOutbox = relay.stop.bind(relay);
  jest.spyOn(relay, 'stop').mockImplementation(() => {
    steps.push('the outbox is emptied');
    return emptyOutbox();
  });
  const session = await bed.session();
  try {
    await session.query('BEGIN; LOCK TABLE message IN ACCESS EXCLUSIVE MODE');
    const id = randomUUID();
    const message = { id, advertiserId, category: 'informative', to: msisdn(1), text: 'Bonjour' };
    // On a busy machine it may be cut off.
    const answer = bed
      .post('/v1/messages', message)
      .catch(() => undefined)
      .finally(() => steps.push('the request ends'));
    await eventually('the request waits for the table', async () => {
      const waiting = await bed.sql('SELECT 1 FROM pg_locks WHERE NOT granted');
      return waiting.length > 0;
    });
    const closed = bed.service.close();
    await eventually('its consumers stop', () => leaving.mock.calls.length > 0, { everyMs: 5 });
    await leaving.mock.results[0]?.value;
    await expect(fetch(`${bed.service.url}/health/live`)).rejects.toThrow();
    await session.query('COMMIT');
    const status = (await answer)?.status;
    await closed;
    expect(steps).toEqual(['the request ends', 'the outbox is emptied']);
    expect([202, undefined]).toContain(status);
    if (status === 202) await eventually('it is requested', () => requested.some(({ value }) => value.id === id));
  } finally {
    await session.end();
  }
});
