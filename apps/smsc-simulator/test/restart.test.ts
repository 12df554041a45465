import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Delivery } from '@stopsms/smpp';
import { eventually } from '@stopsms/testing';
import { ANNE, Rig, submit } from './rig';

let dir: string;
const rigs: Rig[] = [];

beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'stopsms-simulator-'))));
afterEach(async () => {
  await Promise.all(rigs.splice(0).map((rig) => rig.close()));
  rmSync(dir, { recursive: true });
});

const start = async (name: string) => {
  const rig = await Rig.start({ stateDir: join(dir, name) });
  rigs.push(rig);
  return rig;
};

/** Starts a simulator from a copy of the state that a killed process would have left on disk at this moment. */
async function startAfterKill(from: string, to: string): Promise<Rig> {
  cpSync(join(dir, from), join(dir, to), { recursive: true });
  return start(to);
}

const receiptsIn = (inbox: Delivery[]) =>
  inbox.flatMap((delivery) => (delivery.kind === 'receipt' ? [delivery.receipt.messageId] : []));

test('an operator that was killed reports each answered message after its restart', async () => {
  const before = await start('first');
  await before.behave({ receiptDelayMs: { min: 3_600_000, max: 3_600_000 } });
  const session = await before.bound({ bind: 'transmitter' });
  const outcomes = [...(await submit(session, 'Bonjour')), ...(await submit(session, 'x'.repeat(200)))];

  const after = await startAfterKill('first', 'second');
  const inbox = await after.inbox();
  const ids = outcomes.map((outcome) => outcome.outcome === 'accepted' && outcome.id).sort();
  await eventually('each receipt comes', () => receiptsIn(inbox).length >= 3);
  expect(receiptsIn(inbox).sort()).toEqual(ids);
  expect(await after.messagesOf(ANNE)).toEqual(await before.messagesOf(ANNE));
});

test('an acknowledged delivery is not sent again', async () => {
  const before = await start('first');
  const taken = await before.inbox();
  await submit(await before.bound({ bind: 'transmitter' }), 'Bonjour');
  await before.reply('STOP');
  await eventually('both are acknowledged', async () => {
    const { receipts, mos } = await before.get<Record<'receipts' | 'mos', { acknowledged: number }>>('/stats');
    return receipts.acknowledged + mos.acknowledged === 2;
  });
  expect(taken).toHaveLength(2);

  const after = await startAfterKill('first', 'second');
  const again = await after.inbox();
  await after.reply('OK');
  await eventually('the reply written since comes', () => again.length > 0);
  expect(again).toMatchObject([{ kind: 'mo', text: 'OK' }]);
  expect(await after.get('/replies')).toMatchObject([
    { sequence: 1, text: 'STOP', acknowledgedAt: expect.any(String) },
    { sequence: 2, text: 'OK' },
  ]);
});

test('an unacknowledged reply is sent with its old id, and a half-acknowledged one is completed', async () => {
  const before = await start('first');
  const id = await before.reply('STOP');
  const long = await before.reply('Je ne veux plus rien recevoir de vous. '.repeat(6));
  let parts = 0;
  const half = await before.inbox((delivery) =>
    delivery.dedupeId === `mo-${long}-1` || ++parts > 9 ? Promise.resolve() : new Promise(() => undefined),
  );
  await eventually('one part is taken', async () => {
    const { mos } = await before.get<{ mos: { acknowledged: number } }>('/stats');
    return mos.acknowledged === 1;
  });
  expect(half).toHaveLength(3);

  const inbox = await (await startAfterKill('first', 'second')).inbox();
  await eventually('what was left comes', () => inbox.length >= 2);
  expect(inbox.map(({ dedupeId }) => dedupeId)).toEqual([`mo-${id}`, `mo-${long}-2`]);
});

test('numbers continue after an orderly stop, and cleared handsets stay empty', async () => {
  const before = await start('first');
  const session = await before.bound({ bind: 'transmitter' });
  await submit(session, 'Bonjour');
  await before.close();
  rigs.pop();

  const after = await start('first');
  await submit(await after.bound({ bind: 'transmitter' }), 'Bonsoir');
  expect(await after.get('/messages?since=1')).toMatchObject([{ sequence: 2, text: 'Bonsoir' }]);
  await after.http('DELETE', '/handsets');
  expect(await (await startAfterKill('first', 'second')).get('/messages')).toEqual([]);
});
