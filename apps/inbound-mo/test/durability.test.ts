import { type Advertiser, type Receipt, type Reply, receipts, replies } from '@stopsms/contracts';
import { STATUS } from '@stopsms/smpp';
import { eventually, keys } from '@stopsms/testing';
import { Bed, newHandset, post, submitted } from './bed';
import { Operator } from './operator';
import { BEARER, TOKEN } from './signing';

const CODE = '36180';
let bed: Bed;
let acme: Advertiser;
let read: Reply[];
let settled: Receipt[];

beforeAll(async () => {
  bed = await Bed.make('kafka', 'postgres');
  acme = await bed.brand('Acme', [CODE]);
  read = await bed.values(replies);
  settled = await bed.values(receipts);
});

afterAll(() => bed.end());

const repliesOf = (handset: string) => read.filter(({ recipientKey }) => recipientKey === keys.keyOf(handset));

test('a STOP that Kafka cannot accept is returned, and is one reply when delivered again', async () => {
  const service = await bed.startReady({ WEBHOOK_SECRET: TOKEN });
  const handset = newHandset();
  await bed.statuses([submitted(handset, acme)]);
  const mo = { from: handset, to: CODE, text: 'STOP', id: `kafka-${handset}` };
  await bed.kafka.kill();
  expect(await bed.operator.mo(mo)).toEqual([STATUS.ESME_RX_T_APPN]);
  const webhook = await post(`${service.url}/v1/providers/simulator/mo`, { ...mo, from: newHandset() }, BEARER);
  expect([webhook.status, webhook.headers.get('content-type')]).toEqual([503, expect.stringContaining('problem+json')]);
  await bed.kafka.restart();
  await eventually('it is taken', async () => (await bed.operator.mo(mo))[0] === 0, {
    timeoutMs: 60_000,
    everyMs: 500,
  });
  await eventually('it is read', () => repliesOf(handset).length > 0);
  const next = newHandset();
  await bed.operator.mo({ from: next, to: CODE, text: 'STOP' });
  await eventually('the next one is read', () => repliesOf(next).length === 1);
  expect(repliesOf(handset)).toHaveLength(1);
  await service.close();
});

test('a receipt that PostgreSQL cannot accept is returned, and settles when delivered again', async () => {
  const service = await bed.startReady();
  const sent = submitted(newHandset(), acme);
  const [id = ''] = sent.smscIds ?? [];
  await bed.statuses([sent]);
  await bed.postgres.kill();
  expect(await bed.operator.receipt(id, 'DELIVRD')).toBe(STATUS.ESME_RX_T_APPN);
  const page = await fetch(`${service.url}/u/AAAAAAAAAAAAAAAA`);
  expect([page.status, await page.text()]).toEqual([503, expect.stringContaining('n’a peut-être pas été enregistrée')]);
  await bed.postgres.restart();
  await eventually('it is taken', async () => (await bed.operator.receipt(id, 'DELIVRD')) === 0, { everyMs: 500 });
  await eventually('it settles', () => settled.some(({ messageId }) => messageId === sent.messageId));
  await service.close();
});

test('a shutdown unbinds and reads every acknowledged STOP', async () => {
  const handsets = Array.from({ length: 30 }, newHandset);
  const service = await bed.startReady();
  const answers = handsets.map((from) => bed.operator.mo({ from, to: CODE, text: 'STOP' }));
  await Promise.race(answers);
  bed.operator.commands.length = 0;
  await service.close();
  expect(bed.operator.commands).toContain('unbind');
  const statuses = await Promise.all(answers);
  const acknowledged = handsets.filter((_, index) => statuses[index]?.[0] === STATUS.ESME_ROK);
  expect(acknowledged).not.toHaveLength(0);
  const again = await bed.startReady();
  await eventually('all are read', () => acknowledged.every((from) => repliesOf(from).length === 1));
  await again.close();
});

test('starts without an operator, reports why it is not ready, and binds later', async () => {
  const { port } = bed.operator;
  await bed.operator.stop();
  const service = await bed.start();
  const ready = async () => {
    const response = await fetch(`${service.url}/health/ready`);
    return { status: response.status, text: await response.text() };
  };
  expect(await ready()).toEqual({
    status: 503,
    text: expect.stringMatching(/operator-link.+is not bound.+keeps trying/),
  });
  const operator = await Operator.start(port);
  await eventually('it is ready', async () => (await ready()).status === 200);
  await service.close();
  await operator.stop();
});
