import { receipts } from '@stopsms/contracts';
import { eventually } from '@stopsms/test-parts';
import { Client } from 'pg';
import { Bed, receipt, recipientKey } from './bed';

let bed: Bed;
beforeEach(async () => {
  bed = await Bed.make();
});
afterEach(() => bed.end());

it('a replica that does not relay reports records that nobody publishes', async () => {
  const hung = await bed.session();
  await hung.query('SELECT pg_advisory_lock(36180, hashtext(current_schema()))');
  await bed.database.run((tx) => bed.outbox.add(tx, receipts, [{ key: recipientKey, value: receipt('old') }]));
  await bed.database.query(`UPDATE outbox SET added_at = now() - interval '1 minute'`);
  const { relay } = bed.start();
  await eventually('it reports their age', () => relay.oldestAgeMs() >= 60_000);
  await hung.end();
  await eventually('they are published', () => bed.seen.length === 1);
  await eventually('it reports none', () => relay.oldestAgeMs() === 0);
});

it('PostgreSQL ends the session of a relay whose host is gone', async () => {
  const queries = jest.spyOn(Client.prototype, 'query');
  bed.start();
  await eventually('it listens', () => queries.mock.calls.some(([text]) => String(text).startsWith('LISTEN')));
  const session = queries.mock.contexts.at(-1) as Client;
  queries.mockRestore();
  const names = ['tcp_keepalives_idle', 'tcp_keepalives_interval', 'tcp_keepalives_count', 'tcp_user_timeout'];
  const { rows } = await session.query<{ name: string; setting: string }>(
    'SELECT name, setting FROM pg_settings WHERE name = ANY($1)',
    [names],
  );
  expect(Object.fromEntries(rows.map(({ name, setting }) => [name, Number(setting)]))).toEqual({
    tcp_keepalives_idle: 5,
    tcp_keepalives_interval: 2,
    tcp_keepalives_count: 3,
    tcp_user_timeout: 10_000,
  });
});
