import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyFingerprint } from '../../../apps/dispatcher/src/view/fingerprint';
import type { FingerprintShard } from '../../../apps/dispatcher/src/view/fingerprint-shard';
import { FingerprintView } from '../../../apps/dispatcher/src/view/fingerprint-view';
import { readSnapshot, writeSnapshot } from '../../../apps/dispatcher/src/view/view-snapshot';
import { benchmark } from '../command/benchmark';
import { count } from '../command/flags';
import { collector, heap, redis, redisVersion } from '../command/needs';
import { printLoad } from '../machine';
import { printFigure, printSpread, quantile } from '../spread';
import { BATCH, compareLookups, hitsOfKeys, sampleOf } from './lookups';
import { bytesPerEntry, memoryNow } from './memory';
import { RandomKeys, SCOPE, member } from './random-keys';
import { RedisPeer } from './redis';

const SNAPSHOT_ROUNDS = 3;
const RETURNED_SHARE = 0.01;
/** Made before memory is measured, so that what making strings takes of it is not counted as the view's. */
const WARM_UP = 3_000_000;

/** A Set of V8 holds no more. */
const MAX_ENTRIES = 2 ** 24;
/** Measured for the Set with its strings, which is most of it. */
const HEAP_BYTES_AN_ENTRY = 150;

export const view = benchmark({
  name: 'view',
  summary: 'the opt-out view in memory against Set and Redis',
  about:
    'Look-ups a second in the opt-out view in memory, bytes an entry, the pauses when it grows, its snapshot on disk. ' +
    'Its peers are a Set<string> and a Redis set on a Unix socket.',
  flags: {
    entries: count(10_000_000, 'in the view', { to: MAX_ENTRIES }),
    lookups: count(1_000_000, 'keys looked up in a round'),
  },
  needs: ({ entries }) => [collector, heap(entries * HEAP_BYTES_AN_ENTRY), redis],
  run: async ({ entries, lookups }) => {
    const keys = new RandomKeys(entries);
    console.log(`view: ${entries} entries, look-ups of ${lookups} keys each round, 36-character scope\n`);

    for (let n = 0; n < WARM_UP; n += 1) keys.at(n % entries);
    const start = memoryNow();
    const { table, pauses } = fill(keys);
    const filled = memoryNow();
    const set = new Set<string>();
    for (let n = 0; n < entries; n += 1) set.add(member(keys.at(n)));
    const withSet = memoryNow();
    const peer = await filledRedis(keys);

    const hits = sampleOf(keys.sample(lookups));
    const misses = sampleOf(new RandomKeys(lookups).sample(lookups));
    console.log('million look-ups a second');
    await compareLookups({ view: table, set, redis: peer?.redis }, hits, misses);
    console.log('\nbytes an entry');
    printFigure('view', bytesPerEntry(start, filled, entries));
    printFigure('Set<string>, with its strings', bytesPerEntry(filled, withSet, entries));
    if (peer) printFigure('Redis set, used_memory', (peer.bytes / entries).toFixed(1));
    console.log('\ngrowth of one shard on the wall, milliseconds: median · 99th percentile · worst');
    printFigure(`view, ${pauses.length} times`, [0.5, 0.99, 1].map((q) => quantile(pauses, q).toFixed(2)).join(' · '));
    console.log('\nto disk and back');
    await snapshotTimes(table);
    if (peer) await redisTimes(peer.redis);

    const returned = Math.floor(entries * RETURNED_SHARE);
    console.log(`\nafter ${returned} recipients returned`);
    for (let n = 0; n < returned; n += 1) table.apply(keys.at(n), SCOPE, 'back');
    await hitsOfKeys(table, hits);
    printLoad();
  },
});

/** Times each call that made a shard grow. */
function fill(keys: RandomKeys): { table: FingerprintView; pauses: number[] } {
  const table = new FingerprintView();
  const fingerprint = new KeyFingerprint();
  const pauses: number[] = [];
  for (let n = 0; n < keys.count; n += 1) {
    const key = keys.at(n);
    fingerprint.take(key, SCOPE);
    const shard = table.shards[fingerprint.hi >>> 24] as FingerprintShard;
    const { capacity } = shard;
    const startedAt = performance.now();
    table.apply(key, SCOPE, 'out');
    if (shard.capacity !== capacity) pauses.push(performance.now() - startedAt);
  }
  return { table, pauses };
}

async function filledRedis(keys: RandomKeys): Promise<{ redis: RedisPeer; bytes: number } | undefined> {
  const version = redisVersion();
  if (version === undefined) return undefined;
  console.log(`Redis ${version}, one set, batches of ${BATCH} on a Unix socket\n`);
  const peer = new RedisPeer();
  await peer.start();
  const empty = await peer.usedBytes();
  for (let at = 0; at < keys.count; at += BATCH) {
    const size = Math.min(BATCH, keys.count - at);
    await peer.add(Array.from({ length: size }, (_, n) => member(keys.at(at + n))));
  }
  return { redis: peer, bytes: (await peer.usedBytes()) - empty };
}

async function snapshotTimes(table: FingerprintView): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'stopsms-view-'));
  const file = join(dir, 'opt-outs.view');
  const head = {
    topic: 'suppression.opt-outs.v1',
    canary: '',
    generation: 0,
    anchor: { partition: 0, offset: '0', timestamp: 0 },
    offsets: {},
    entries: table.entries,
    begunAt: 0,
    writtenAt: 0,
  };
  const [writes, reads]: [number[], number[]] = [[], []];
  for (let round = 0; round < SNAPSHOT_ROUNDS; round += 1) {
    writes.push(await secondsOf(() => writeSnapshot(file, head, table.shards)));
    reads.push(
      await secondsOf(async () => {
        const found = await readSnapshot(file, async () => undefined);
        if (!found.ok) throw new Error(found.refusal.detail);
      }),
    );
  }
  printSpread(`view, written and synced (${(statSync(file).size / 1e6).toFixed(0)} MB)`, writes, 's', 2);
  printSpread('view, read and checked, from the page cache', reads, 's', 2);
  rmSync(dir, { recursive: true });
}

async function redisTimes(redis: RedisPeer): Promise<void> {
  printSpread('Redis, SAVE', [await secondsOf(() => redis.save())], 's', 2);
  await redis.stop();
  printSpread('Redis, started until it answers', [await secondsOf(() => redis.start())], 's', 2);
  await redis.close();
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1_000;
}
