import type { RunningService } from '@stopsms/bootstrap';
import { type OptOutRecord, type Topic, heartbeatKey, numberStates, optOutChanged, optOuts } from '@stopsms/contracts';
import { generationOf } from '@stopsms/kernel';
import { CHAIN, type Seen, eventually, keys, nextKeys } from '@stopsms/testing';
import { Bed, stop } from './bed';

/** More than two pages. */
const PEOPLE = 1_100;
const SETTINGS = { STOPSMS_RECIPIENT_SECRET: CHAIN, HEARTBEAT_MS: '200' };

let bed: Bed;
let service: RunningService;
let acme: string;
let listed: Seen<OptOutRecord | null>[];
let numbers: Seen<{ recipientKey: string } | null>[];
const faults: Error[] = [];

const phone = (n: number) => `+3363998${String(n).padStart(4, '0')}`;
const start = () => bed.startReady(SETTINGS, (error) => faults.push(error));
const put = (number: string) =>
  fetch(`${service.url}/v1/opt-outs`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ phone: number, scope: acme, reason: 'test' }),
  });
const generation = async () =>
  (await (await fetch(`${service.url}/v1/recipient-generation`)).json()) as { generation: number; newest: number };
const requestSecret = (to: number) =>
  fetch(`${service.url}/v1/recipient-generation`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ generation: to, by: 'anne' }),
  });

beforeAll(async () => {
  bed = await Bed.make();
  acme = (await bed.advertiser()).id;
  service = await start();
  listed = await bed.collect<OptOutRecord | null>(optOuts);
  numbers = await bed.collect<{ recipientKey: string } | null>(numberStates);
  const known = Array.from({ length: PEOPLE }, (_, n) => keys.keyOf(phone(n)));
  await bed.sql(
    `INSERT INTO suppression.opt_out SELECT key, '${acme}', 'out', gen_random_uuid(), 'import', 'list', now() FROM unnest($1::text[]) AS key`,
    [known],
  );
  await bed.sql(
    `INSERT INTO suppression.number_state VALUES ($1, 'invalid', now(), now(), gen_random_uuid(), 'test', 'UNDELIV', NULL)`,
    [keys.keyOf(phone(0))],
  );
  await fetch(`${service.url}/v1/opt-outs/republish`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ by: 'anne', reason: 'test' }),
  });
  await eventually('the list is on the topic', () => current().size >= PEOPLE);
});
afterAll(() => bed.end());

/** State of a reader of the topic. */
function current(of: Seen<unknown>[] = listed): Map<string, unknown> {
  const last = new Map<string, unknown>();
  for (const { key, value } of of) {
    if (!/^[\w-]{22}(:|$)/.test(key)) continue;
    if (value === null) last.delete(key);
    else last.set(key, value);
  }
  return last;
}
const generationsIn = (keysSeen: Iterable<string>) => [
  ...new Set([...keysSeen].map((key) => generationOf(key.slice(0, 22)))),
];

test('is refused without the next secret', async () => {
  expect(await generation()).toMatchObject({ generation: 0, newest: 1 });
  expect([(await requestSecret(2)).status, await generation()]).toEqual([
    400,
    expect.objectContaining({ generation: 0 }),
  ]);
});

test('tables and topics have the new keys and no other, and nobody who opted out meanwhile is missing', async () => {
  expect((await requestSecret(1)).status).toBe(202);
  // While heartbeats rest, and until the process ends: a STOP by the keys of before, and some asked for by HTTP.
  await bed.reply(stop(phone(2_000), [acme]));
  expect((await put(phone(2_001))).status).toBe(200);
  await eventually('it ends, to begin anew', () => faults.length > 0, { timeoutMs: 60_000 });
  expect(faults[0]?.message).toContain('recipient keys were changed');
  await service.close();
  // Written by a replica that had not received it yet.
  await bed.reply(stop(phone(2_002), [acme]));
  service = await start();
  await bed.reply({ ...stop(phone(2_003), [acme]), recipientKey: nextKeys.keyOf(phone(2_003)) });
  expect((await put(phone(2_004))).status).toBe(200);
  const everybody = [...Array(PEOPLE).keys(), 2_000, 2_001, 2_002, 2_003, 2_004].map(
    (n) => `${nextKeys.keyOf(phone(n))}:${acme}`,
  );
  await eventually('the topic has everybody, under the new keys alone', () => {
    const has = current();
    return has.size === everybody.length && everybody.every((key) => has.has(key));
  });
  expect(generationsIn(current().keys())).toEqual([1]);
  await eventually('so have the states of numbers', () => generationsIn(current(numbers).keys()).join() === '1');
  expect([...current(numbers).values()]).toMatchObject([{ recipientKey: nextKeys.keyOf(phone(0)) }]);
  const tables = await bed.sql<{ name: string }>(
    `SELECT DISTINCT table_name AS name FROM information_schema.tables WHERE table_schema = 'suppression'`,
  );
  await eventually('the outbox is sent', async () => (await bed.sql('SELECT FROM outbox')).length === 0);
  for (const { name } of tables) {
    for (const { row } of await bed.sql<{ row: string }>(`SELECT t::text AS row FROM suppression.${name} t`)) {
      for (const n of [0, 1, 2_000, 2_001, 2_002]) expect(`${name}: ${row}`).not.toContain(keys.keyOf(phone(n)));
    }
  }
  expect(await generation()).toMatchObject({ generation: 1 });
});

test('dispatchers are notified before the first new key on a partition, and trust no heartbeat until all is written', async () => {
  await eventually('heartbeats go on', () =>
    beats(0).some(({ generation: of, heartbeat }) => of === 1 && heartbeat > 0),
  );
  for (let partition = 0; partition < optOuts.partitions; partition += 1) {
    const own = listed.filter((record) => record.partition === partition);
    const isMark = ({ key, value }: Seen<OptOutRecord | null>) =>
      key === heartbeatKey(partition) && value !== null && 'heartbeat' in value && value.heartbeat === 0;
    const mark = own.findIndex(isMark);
    const first = own.findIndex(({ key }) => /^[\w-]{22}:/.test(key) && generationOf(key.slice(0, 22)) === 1);
    const moved = own.findIndex(({ key, value }) => /^[\w-]{22}:/.test(key) && value === null);
    expect(mark).toBeGreaterThan(-1);
    expect(mark).toBeLessThan(Math.min(first, moved));
    const believed = own.findIndex(
      ({ key, value }) =>
        key === heartbeatKey(partition) &&
        value !== null &&
        'heartbeat' in value &&
        value.heartbeat > 0 &&
        value.generation === 1,
    );
    const republished = own.findLastIndex(({ key, value }) => /^[\w-]{22}:/.test(key) && value === null);
    expect(believed).toBeGreaterThan(republished);
  }
});

const beats = (partition: number) =>
  listed.flatMap(({ key, value }) => (key === heartbeatKey(partition) && value && 'heartbeat' in value ? [value] : []));

test('published records have the new keys', async () => {
  const published = await bed.collect<{ recipientKey: string }>(optOutChanged as Topic);
  await eventually('the last is published', () => published.some(({ key }) => key === nextKeys.keyOf(phone(2_004))));
});
