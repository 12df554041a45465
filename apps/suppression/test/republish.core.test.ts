import type { RunningService } from '@stopsms/bootstrap';
import { CANARY_KEY, type OptOutRecord, heartbeatKey, numberStates, optOuts } from '@stopsms/contracts';
import { type Seen, eventually, keys } from '@stopsms/testing';
import { Bed } from './bed';

/** More than two pages. */
const RECIPIENTS = 1_100;
const BACK = '+33639980003';

let bed: Bed;
let service: RunningService;
let records: Seen<OptOutRecord | null>[];

beforeAll(async () => {
  bed = await Bed.make();
  const first = await bed.startReady();
  await bed.sql(
    `INSERT INTO suppression.opt_out SELECT lpad(n::text, 22, '0'), '*', 'out', gen_random_uuid(), 'import', 'list', now()
     FROM generate_series(1, ${RECIPIENTS}) AS n;
     INSERT INTO suppression.opt_out VALUES ('${keys.keyOf(BACK)}', '*', 'back', gen_random_uuid(), 'sms', 'reply', now() - interval '1 day');
     INSERT INTO suppression.number_state VALUES
       ('${keys.keyOf('+33639980004')}', 'invalid', now(), now(), gen_random_uuid(), 'test', 'UNDELIV', NULL),
       ('${keys.keyOf('+33639980005')}', 'unreachable', now(), now(), gen_random_uuid(), 'test', 'UNDELIV', '1')`,
  );
  await first.close();
  await bed.loseTopic(optOuts);
  records = await bed.collect<OptOutRecord | null>(optOuts);
});
afterAll(() => bed.end());

const optOutsSeen = () => records.filter(({ value }) => value !== null && 'state' in value);
const latest = async () =>
  (await (await fetch(`${service.url}/v1/opt-outs/republish`)).json()) as Record<string, unknown>;
const finished = () =>
  eventually('it is finished', async () => ((await latest())['state'] === 'finished' ? latest() : undefined));

/** State of a reader of the topic, and of the database. */
async function states() {
  const read = new Map<string, unknown>();
  for (const { key, value } of records) if (value && 'state' in value) read.set(key, value.state);
  const rows = await bed.sql(`SELECT recipient_key || ':' || scope AS key, state FROM suppression.opt_out`);
  return { read: [...read].sort(), known: rows.map(({ key, state }) => [key, state]).sort() };
}

test('rewrites a lost topic completely before its canary', async () => {
  service = await bed.startReady({ HEARTBEAT_MS: '200' });
  expect(await latest()).toMatchObject({
    state: 'finished',
    requestedBy: 'suppression',
    optOuts: RECIPIENTS + 1,
    numberStates: 1,
  });
  const canary = await eventually('the canary', () => records.find(({ key }) => key === CANARY_KEY));
  await eventually('every opt-out', () => optOutsSeen().length > RECIPIENTS);
  expect(canary.appendedAt).toBeGreaterThanOrEqual(Math.max(...optOutsSeen().map(({ appendedAt }) => appendedAt)));
  const { read, known } = await states();
  expect(read).toEqual(known);
  const numbers = await bed.collect(numberStates);
  await eventually('the number states', () => numbers.length > 0);
  expect(numbers.map(({ value }) => value)).toMatchObject([{ state: 'invalid' }]);
});

test('writes no heartbeat during a republication, even if its replica is gone', async () => {
  await bed.sql(
    `INSERT INTO suppression.republication (id, requested_by, reason, started_at, replica, turn_ends_at)
     VALUES (gen_random_uuid(), 'op', 'test', now(), gen_random_uuid(), now() + interval '3 seconds')`,
  );
  expect(await finished()).toMatchObject({ requestedBy: 'op', optOuts: RECIPIENTS + 1 });
  const resumed = Date.now();
  const beats = await eventually('heartbeats go on', () => {
    const all = records.flatMap(({ key, value }) =>
      key === heartbeatKey(0) && value && 'heartbeat' in value ? [value.heartbeat] : [],
    );
    return (all.at(-1) ?? 0) > resumed ? all : undefined;
  });
  const last = records.findLast(({ key }) => key === heartbeatKey(0))?.value as { republishedAt?: number };
  expect(last.republishedAt).toBe(Date.parse(String((await latest())['startedAt'])));
  expect(Math.max(...beats.map((at, n) => at - (beats[n - 1] ?? at)))).toBeGreaterThan(2_500);
});

test('changes of the same moment keep their order: the read state is the stored one', async () => {
  const post = (path: string, method: string, body: object) =>
    fetch(`${service.url}/v1/opt-outs${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const before = optOutsSeen().length;
  const begun = await post('/republish', 'POST', { by: 'op', reason: 'partition 3 was lost' });
  expect(begun.status).toBe(202);
  const phones = [BACK, ...Array.from({ length: 20 }, (_, n) => `+33639981${String(n).padStart(3, '0')}`)];
  await Promise.all(phones.map((phone) => post('', 'PUT', { phone, scope: '*', reason: 'test' })));
  await finished();
  await eventually('all of it is read', async () => {
    const { read, known } = await states();
    return optOutsSeen().length >= before + RECIPIENTS && JSON.stringify(read) === JSON.stringify(known);
  });
  expect(new Map((await states()).read as [string, string][]).get(`${keys.keyOf(BACK)}:*`)).toBe('out');
});

test('requires a name and a reason', async () => {
  const response = await fetch(`${service.url}/v1/opt-outs/republish`, { method: 'POST' });
  expect(response.status).toBe(400);
});
