import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningService } from '@stopsms/bootstrap';
import { CANARY_KEY, optOuts } from '@stopsms/contracts';
import { ensureTopics } from '@stopsms/messaging';
import { eventually, keys } from '@stopsms/testing';
import { type Admin } from 'kafkajs';
import { FingerprintView } from '../src/view/fingerprint-view';
import { type SnapshotHead, readSnapshot, writeSnapshot } from '../src/view/view-snapshot';
import { Bed, advertiserId } from './bed';

let bed: Bed;
let admin: Admin;
let dir: string;
let service: RunningService | undefined;
const fatal: Error[] = [];

beforeAll(async () => {
  bed = await Bed.make();
  admin = bed.kafkaClient.admin();
  await admin.connect();
  dir = mkdtempSync(join(realpathSync(tmpdir()), 'stopsms-dispatcher-'));
});
afterAll(async () => {
  await admin.disconnect();
  await bed.end();
  rmSync(dir, { recursive: true });
});
afterEach(async () => {
  await service?.close();
  service = undefined;
  expect(fatal).toEqual([]);
});

interface ViewAnswer {
  ready: boolean;
  problem?: string;
  snapshot: { restored: boolean; reason?: string; writtenAt?: string };
}
const state = async () => (await (await fetch(`${service?.url}/v1/view`)).json()) as ViewAnswer;
const blocks = (recipientKey: string) => service?.get(FingerprintView).blocks(recipientKey, advertiserId);
const file = () => join(dir, 'opt-outs.view');

async function start(): Promise<ViewAnswer> {
  const settings = { VIEW_SNAPSHOT_DIR: dir, VIEW_SNAPSHOT_EVERY_MS: '1000' };
  service = await bed.start(settings, (error) => fatal.push(error));
  return eventually('the view is ready', async () => {
    const view = await state();
    return view.ready ? view : undefined;
  });
}
async function stop(): Promise<void> {
  await service?.close();
  service = undefined;
}
async function optOut(): Promise<string> {
  const recipientKey = keys.keyOf(bed.nextHandset());
  await bed.optOut(recipientKey, advertiserId);
  return recipientKey;
}
/** Writes a snapshot of a view in which the returned recipient is out. */
async function leaveSnapshot(): Promise<string> {
  const recipientKey = await optOut();
  await start();
  await eventually('the view has it', () => blocks(recipientKey));
  await eventually('a snapshot is written', async () => (await state()).snapshot.writtenAt);
  await stop();
  return recipientKey;
}
async function rewrite(change: (head: SnapshotHead) => SnapshotHead): Promise<void> {
  const found = await readSnapshot(file(), async () => undefined);
  if (!found.ok) throw new Error(found.refusal.detail);
  await writeSnapshot(file(), change(found.value.head), found.value.shards);
}

it('a restarted dispatcher continues from its snapshot and reads the records since', async () => {
  const before = await Promise.all(Array.from({ length: 50 }, optOut));
  await leaveSnapshot();
  const meanwhile = await optOut();
  const { snapshot } = await start();
  expect(snapshot).toMatchObject({ restored: true });
  expect([...before, meanwhile].filter((key) => !blocks(key))).toEqual([]);
  expect(service?.get(FingerprintView).changes).toBe(1);
  const metrics = await (await fetch(`${service?.url}/metrics`)).text();
  expect(metrics).toMatch(/stopsms_view_restored\{[^}]*\} 1/);
});

it('a returned recipient stays returned over a restart', async () => {
  const recipientKey = await optOut();
  await bed.optOut(recipientKey, advertiserId, 'back');
  await leaveSnapshot();
  expect((await start()).snapshot.restored).toBe(true);
  expect(blocks(recipientKey)).toBe(false);
});

describe('a snapshot that does not fit is refused, and the topic read instead', () => {
  it.each<[string, RegExp, () => Promise<void> | void]>([
    [
      'damaged',
      /checksum differs/,
      () => {
        const bytes = readFileSync(file());
        const at = bytes.length - 1_000;
        bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
        writeFileSync(file(), bytes);
      },
    ],
    [
      'of another topic of that name',
      /canary record is not at the position/,
      () => rewrite((head) => ({ ...head, anchor: { ...head.anchor, timestamp: head.anchor.timestamp - 1 } })),
    ],
    [
      'further on than the topic',
      /goes on at offset 9000000 of partition 3/,
      () => rewrite((head) => ({ ...head, offsets: { ...head.offsets, 3: '9000000' } })),
    ],
    ['older than 30 days', /30 days/, () => rewrite((head) => ({ ...head, begunAt: head.begunAt - 31 * 86_400_000 }))],
  ])('%s', async (_, reason, spoil) => {
    const recipientKey = await leaveSnapshot();
    await spoil();
    const { snapshot } = await start();
    expect(snapshot).toMatchObject({ restored: false, reason: expect.stringMatching(reason) });
    expect(blocks(recipientKey)).toBe(true);
  });
});

it('adverts wait while the topic has the canaries of two secrets', async () => {
  const canary = (text: string) => bed.put(optOuts, [{ key: CANARY_KEY, partition: 0, value: { canary: text } }]);
  await start();
  await canary('of another secret');
  await eventually('adverts wait', async () => (await state()).problem?.includes('two recipient secrets'));
  await canary(keys.canary());
  await eventually('adverts continue', async () => (await state()).ready);
});

it('when the topic is recreated, adverts wait, and continue by themselves once the new one is complete', async () => {
  const lost = await optOut();
  await start();
  await eventually('the view has it', () => blocks(lost));
  await admin.deleteTopics({ topics: [optOuts.name] });
  await eventually('the topic is gone', async () => !(await admin.listTopics()).includes(optOuts.name));
  await ensureTopics(admin);
  await eventually('adverts wait for its canary', async () => (await state()).problem?.includes('no canary'));
  const again = await optOut();
  await bed.put(optOuts, [{ key: CANARY_KEY, partition: 0, value: { canary: keys.canary() } }]);
  await eventually('adverts continue', async () => (await state()).ready);
  expect([blocks(lost), blocks(again)]).toEqual([false, true]);
  expect((await state()).snapshot.reason).toContain('made again');
});
