// Real: the suppression service, its database and its topics. Another replica's transaction is one of the test.
import { randomUUID } from 'node:crypto';
import type { RunningService } from '@stopsms/bootstrap';
import type { OptOutChanged } from '@stopsms/contracts';
import { type Seen, eventually, keys } from '@stopsms/testing';
import { Bed, stop } from './bed';

let bed: Bed;
let service: RunningService;
let acme: string;
let changes: Seen<OptOutChanged>[];

beforeAll(async () => {
  bed = await Bed.make();
  changes = await bed.collectChanges();
  service = await bed.startReady();
  acme = (await bed.advertiser()).id;
});
afterAll(() => bed.end());

interface Entry {
  recipientKey: string;
  scope: string;
}

/** Waits until the entries are on the list, and that many changes of their people are published. */
const recorded = (entries: readonly Entry[], count: number) =>
  eventually('they are recorded', async () => {
    const rows = await bed.sql('SELECT FROM opt_out WHERE recipient_key = ANY($1)', [
      entries.map(({ recipientKey }) => recipientKey),
    ]);
    const published = changes.filter(({ key }) => entries.some(({ recipientKey }) => recipientKey === key));
    return rows.length === entries.length && published.length === count;
  });

/** Runs what locks both entries while another transaction locks them, first the first of their order. */
async function besideAnother(entries: readonly [Entry, Entry], run: () => Promise<unknown>): Promise<void> {
  const other = await bed.session();
  const lock = ({ recipientKey, scope }: Entry) =>
    other.query('SELECT FROM opt_out WHERE recipient_key = $1 AND scope = $2 FOR UPDATE', [recipientKey, scope]);
  try {
    // This one is then the first to look for a deadlock.
    await other.query(`SET deadlock_timeout = '10ms'`);
    await other.query('BEGIN');
    await lock(entries[0]);
    const running = run();
    await eventually('the service waits for it', async () => {
      const waiting = await bed.sql(
        `SELECT FROM pg_stat_activity
         WHERE datname = current_database() AND usename = 'suppression' AND wait_event_type = 'Lock'`,
      );
      return waiting.length > 0;
    });
    await lock(entries[1]);
    await other.query('COMMIT');
    await running;
  } finally {
    await other.end();
  }
}

test('a batch with a STOP of uncertain time locks all its entries in their order', async () => {
  const msisdn = '+33639986001';
  const [first = '', second = ''] = [randomUUID(), randomUUID()].sort();
  const recipientKey = keys.keyOf(msisdn);
  const entries = [
    { recipientKey, scope: first },
    { recipientKey, scope: second },
  ] as const;
  await bed.reply(stop(msisdn, [first, second]));
  await recorded(entries, 1);
  const now = Date.now();
  await besideAnother(entries, () =>
    bed.reply(stop(msisdn, [first]), stop(msisdn, [second], { receivedAt: now - 60_000, acceptedAt: now })),
  );
  await recorded(entries, 3);
});

test('a list with one undated row locks all its entries in order', async () => {
  const [first, second] = ['+33639986002', '+33639986003'].sort((a, b) => (keys.keyOf(a) < keys.keyOf(b) ? -1 : 1));
  const entries = [
    { recipientKey: keys.keyOf(`${first}`), scope: acme },
    { recipientKey: keys.keyOf(`${second}`), scope: acme },
  ] as const;
  await bed.reply(stop(`${first}`, [acme]), stop(`${second}`, [acme]));
  await recorded(entries, 2);
  await besideAnother(entries, async () => {
    const response = await fetch(`${service.url}/v1/opt-outs/import?advertiserId=${acme}`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body: `phone,at\n${first},2024-01-01T00:00:00Z\n${second},\n`,
    });
    expect(await response.text()).toContain('"repeated":2');
    expect(response.status).toBe(200);
  });
  await recorded(entries, 4);
});
