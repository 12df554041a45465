import { eventually } from '@stopsms/testing';
import { GOOD_DAY } from '../src/domain/behaviour';
import { Rig, submit } from './rig';

let rig: Rig;

beforeAll(async () => {
  rig = await Rig.start();
});

afterAll(() => rig.close());

test.each(['/health/live', '/health/ready', '/health/startup'])('%s answers 200', async (path) => {
  expect(await rig.http('GET', path)).toMatchObject({ status: 200, body: { status: 'ok' } });
});

test('an unknown route is a problem', async () => {
  expect(await rig.http('GET', '/nowhere')).toMatchObject({
    status: 404,
    type: 'application/problem+json; charset=utf-8',
    body: { title: 'Not found', detail: 'There is no GET /nowhere.' },
  });
});

test('a change of behaviour keeps the rest and returns the whole', async () => {
  const before = await rig.get<object>('/behaviour');
  const { body } = await rig.http('PUT', '/behaviour', { throttleRate: 0.25 });
  expect(body).toEqual({ ...before, throttleRate: 0.25 });
  expect(await rig.get('/behaviour')).toEqual(body);
  await rig.behave({ throttleRate: 0 });
  expect(Object.keys(body).sort()).toEqual(Object.keys(GOOD_DAY).sort());
});

test.each([
  { it: 'a rate above 1', change: { throttleRate: 2 }, detail: /^behaviour\.throttleRate: / },
  { it: 'a field that is none', change: { throttle: 1 }, detail: /"throttle"/ },
  {
    it: 'a range upside down',
    change: { receiptDelayMs: { min: 2, max: 1 } },
    detail: /receiptDelayMs: min is above max/,
  },
  {
    it: 'a number in national form',
    change: { undeliverable: { '0639980001': { stat: 'UNDELIV', err: '1' } } },
    detail: /undeliverable/,
  },
  {
    it: 'a final state that is none',
    change: { undeliverable: { '+33639980001': { stat: 'DELIVRD', err: '1' } } },
    detail: /stat/,
  },
  { it: 'a list', change: [], detail: /send a JSON object/ },
])('a change with $it is refused and changes nothing', async ({ change, detail }) => {
  const before = await rig.get('/behaviour');
  const { status, body } = await rig.http('PUT', '/behaviour', change);
  expect({ status, body }).toMatchObject({ status: 400, body: { detail: expect.stringMatching(detail) } });
  expect(await rig.get('/behaviour')).toEqual(before);
});

test.each(['/messages?since=-1', '/messages?limit=0', '/replies?since=x', '/replies?limit=10001'])(
  '%s is refused with a problem',
  async (path) => {
    expect((await rig.http('GET', path)).status).toBe(400);
  },
);

test('the figures add up, and are metrics too', async () => {
  const session = await rig.bound();
  session.onDeliver(async () => undefined);
  await submit(session, 'x'.repeat(200));
  await submit(session, 'Bonjour');
  await rig.reply('STOP');
  await eventually('everything is acknowledged', async () => {
    expect(await rig.get('/stats')).toMatchObject({
      submits: 3,
      accepted: 3,
      rejected: {},
      parts: 3,
      messages: 2,
      handsets: 1,
      receipts: { acknowledged: 3, queued: 0 },
      mos: { acknowledged: 1, queued: 0 },
      binds: { transmitter: 0, receiver: 0, transceiver: 1 },
    });
    return true;
  });
  const metrics = await rig.get<string>('/metrics');
  expect(metrics).toContain('smsc_simulator_count{name="receipts.acknowledged"} 3');
  expect(metrics).toContain('process_resident_memory_bytes');
});
