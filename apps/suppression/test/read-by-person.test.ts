import { randomUUID } from 'node:crypto';
import type { RunningService } from '@stopsms/bootstrap';
import { type OptOut, type OptOutChanged, type Reply, returns } from '@stopsms/contracts';
import { type Seen, eventually, keys } from '@stopsms/testing';
import { Bed, stop } from './bed';

const MINUTE = 60_000;
const WROTE = Date.now() - 60 * MINUTE;
const DECIDED = WROTE + 40 * MINUTE;

let bed: Bed;
let service: RunningService;
let optOuts: () => Seen<OptOut>[];
let changes: Seen<OptOutChanged>[];
let acme: string;

beforeAll(async () => {
  bed = await Bed.make();
  optOuts = await bed.collectOptOuts();
  changes = await bed.collectChanges();
  service = await bed.startReady();
  acme = (await bed.advertiser()).id;
});
afterAll(() => bed.end());

let last = 0;
const number = (): string => `+3363998${String(5_000 + (last += 1))}`;

/** Record of inbound-mo for a reply that a person classified. */
const readByPerson = (msisdn: string, fields: Partial<Reply> = {}): Reply =>
  stop(msisdn, [acme], {
    ...{ tier: 'clear', reason: 'a person read it as a request to stop', receivedAt: WROTE },
    decided: { by: 'anne', at: DECIDED, replyId: randomUUID() },
    ...fields,
  });
const published = (msisdn: string, ...expected: string[]) =>
  eventually(`${expected.join(', ')} are published`, () => {
    const list = changes.filter(({ key }) => key === keys.keyOf(msisdn)).map(({ value }) => value);
    return list.map(({ change }) => change).join() === expected.join() ? list : undefined;
  });
const states = (msisdn: string) =>
  optOuts()
    .filter(({ key }) => key.startsWith(`${keys.keyOf(msisdn)}:`))
    .map(({ value }) => value.state);
const comeBack = (msisdn: string, at: number) => {
  const recipientKey = keys.keyOf(msisdn);
  const value = {
    ...{ returnId: randomUUID(), recipientKey, outcome: 'granted', advertiserId: acme, consentId: randomUUID() },
    ...{ cause: 'start', at, evidenceId: randomUUID(), msisdn, region: 'FR', code: '36180' },
  } as const;
  return bed.put(returns, [{ key: recipientKey, value }]);
};

test('a request decided by a person opts out from the decision on, and the evidence names the person', async () => {
  const msisdn = number();
  const reply = readByPerson(msisdn);
  await bed.reply(reply, reply);
  const [change] = await published(msisdn, 'opted-out');
  expect(change).toMatchObject({ source: 'sms', msisdn, code: '36180', at: DECIDED, evidenceId: reply.replyId });
  const answer = await fetch(`${service.url}/v1/why-blocked`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ phone: msisdn, advertiserId: acme }),
  });
  const why = (await answer.json()) as { evidence: object[] };
  expect(why).toMatchObject({
    blocked: true,
    optOuts: [{ since: new Date(DECIDED).toISOString() }],
    evidence: [
      {
        by: 'anne',
        at: new Date(DECIDED).toISOString(),
        reason: `reply read as clear: a person read it as a request to stop; it is reply ${reply.decided?.replyId}`,
      },
    ],
  });
});

test('a person who texted STOP meanwhile is already opted out', async () => {
  const msisdn = number();
  await bed.reply(stop(msisdn, [acme], { receivedAt: WROTE + MINUTE }));
  await bed.reply(readByPerson(msisdn));
  await published(msisdn, 'opted-out', 'repeated');
  await eventually('the list says so', () => states(msisdn).join() === 'out');
});

test('a person who returned since stays opted in, one who returned before does not', async () => {
  const [since, before] = [number(), number()];
  for (const msisdn of [since, before]) {
    await bed.reply(stop(msisdn, [acme], { receivedAt: WROTE - 20 * MINUTE }));
    await published(msisdn, 'opted-out');
  }
  await comeBack(since, WROTE + 10 * MINUTE);
  await comeBack(before, WROTE - 10 * MINUTE);
  for (const msisdn of [since, before]) {
    await published(msisdn, 'opted-out', 'returned');
    await bed.reply(readByPerson(msisdn));
  }
  await published(since, 'opted-out', 'returned', 'repeated');
  await published(before, 'opted-out', 'returned', 'opted-out');
  await eventually('the list says so', () => states(before).join() === 'out,back,out');
  await eventually('the list says that the other is back', () => states(since).join() === 'out,back');
  // What is out since the decision is lifted by an act of after it alone.
  await comeBack(before, DECIDED - MINUTE);
  await comeBack(before, DECIDED + MINUTE);
  await published(before, 'opted-out', 'returned', 'opted-out', 'returned');
  expect(await bed.sql(`SELECT since FROM opt_out WHERE recipient_key = $1`, [keys.keyOf(before)])).toEqual([
    { since: new Date(DECIDED + MINUTE) },
  ]);
});
