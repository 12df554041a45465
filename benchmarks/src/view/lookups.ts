import { KeyFingerprint } from '../../../apps/dispatcher/src/view/fingerprint';
import type { FingerprintShard } from '../../../apps/dispatcher/src/view/fingerprint-shard';
import type { FingerprintView } from '../../../apps/dispatcher/src/view/fingerprint-view';
import { printSpread } from '../spread';
import { SCOPE, member } from './random-keys';
import type { RedisPeer } from './redis';

export const BATCH = 1_000;
const ROUNDS = 7;

/** The same recipients in the form that each subject wants. */
export interface Sample {
  keys: string[];
  /** As a Set and Redis hold them. */
  members: string[];
  /** hi, lo, hi, lo, … */
  fingerprints: Int32Array;
}

interface Subject {
  name: string;
  /** Number of listed recipients in the sample. */
  count: (sample: Sample) => number | Promise<number>;
  /** Another process's work is not in our processor time. */
  elsewhere?: true;
}

export function sampleOf(keys: string[]): Sample {
  const fingerprint = new KeyFingerprint();
  const fingerprints = new Int32Array(2 * keys.length);
  keys.forEach((key, n) => {
    fingerprint.take(key, SCOPE);
    fingerprints.set([fingerprint.hi, fingerprint.lo], 2 * n);
  });
  // Through a Buffer, because a concatenation is only made flat when first looked at.
  return { keys, members: keys.map((key) => Buffer.from(member(key)).toString('latin1')), fingerprints };
}

export interface Listed {
  view: FingerprintView;
  set: Set<string>;
  redis: RedisPeer | undefined;
}

/** Subjects take turns within each round, so that what else the machine does strikes all of them. */
export async function compareLookups({ view, set, redis }: Listed, hits: Sample, misses: Sample): Promise<void> {
  const subjects: Subject[] = [
    { name: 'view, one by one', count: ({ keys }) => countKeys(view, keys) },
    { name: 'view, 1,000 at once', count: ({ keys }) => countKeysTogether(view, keys) },
    { name: 'view, fingerprints ready made', count: ({ fingerprints }) => countFingerprints(view, fingerprints) },
    { name: 'Set<string>, keys ready made', count: ({ members }) => countMembers(set, members) },
    ...(redis ? [{ name: 'Redis, 1,000 at once', count: redisCount(redis), elsewhere: true } satisfies Subject] : []),
  ];
  const rates = new Map<string, number[]>();
  const add = (label: string, rate: number) => rates.set(label, [...(rates.get(label) ?? []), rate]);
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const { name, count, elsewhere } of subjects) {
      for (const [kind, sample, expected] of [
        ['hits', hits, hits.keys.length] as const,
        ['misses', misses, 0] as const,
      ]) {
        const rate = await timed(() => count(sample), sample.keys.length, expected);
        // The first round is for the compiler.
        if (round === 0) continue;
        add(`${name}: ${kind}`, rate.wall);
        if (!elsewhere) add(`${name}: ${kind}, by processor time`, rate.processor);
      }
    }
  }
  for (const [label, values] of rates) printSpread(label, values, 'M/s', 2);
}

/** Cost of returned recipients: they are stored beside the table, where a hit is looked up too. */
export async function hitsOfKeys(view: FingerprintView, { keys }: Sample): Promise<void> {
  const rates: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    rates.push((await timed(() => countKeys(view, keys), keys.length)).wall);
  }
  printSpread('view, one by one: hits', rates, 'M/s', 2);
}

/** Million look-ups a second. */
async function timed(
  count: () => number | Promise<number>,
  size: number,
  expected?: number,
): Promise<{ wall: number; processor: number }> {
  const [startedAt, before] = [performance.now(), process.cpuUsage()];
  const found = await count();
  const [ms, used] = [performance.now() - startedAt, process.cpuUsage(before)];
  if (expected !== undefined && found !== expected) throw new Error(`${found} found where ${expected} are listed`);
  return { wall: size / ms / 1_000, processor: size / (used.user + used.system) };
}

function countKeys(view: FingerprintView, keys: string[]): number {
  let found = 0;
  for (const key of keys) if (view.blocks(key, SCOPE)) found += 1;
  return found;
}

/**
 * All fingerprints of a batch first, then all look-ups: with nothing between them, the processor waits for the memory of
 * several at a time. The dispatcher does not do this; Redis is asked in the same batches.
 */
function countKeysTogether(view: FingerprintView, keys: string[]): number {
  const fingerprint = new KeyFingerprint();
  const batch = new Int32Array(2 * BATCH);
  let found = 0;
  for (let at = 0; at < keys.length; at += BATCH) {
    const size = Math.min(BATCH, keys.length - at);
    for (let n = 0; n < size; n += 1) {
      fingerprint.take(keys[at + n] as string, SCOPE);
      batch[2 * n] = fingerprint.hi;
      batch[2 * n + 1] = fingerprint.lo;
    }
    found += countFingerprints(view, batch.subarray(0, 2 * size));
  }
  return found;
}

function countFingerprints({ shards }: FingerprintView, fingerprints: Int32Array): number {
  let found = 0;
  for (let n = 0; n < fingerprints.length; n += 2) {
    const hi = fingerprints[n] as number;
    if ((shards[hi >>> 24] as FingerprintShard).has(hi, fingerprints[n + 1] as number)) found += 1;
  }
  return found;
}

function countMembers(set: Set<string>, members: string[]): number {
  let found = 0;
  for (const one of members) if (set.has(one)) found += 1;
  return found;
}

const redisCount =
  (redis: RedisPeer) =>
  ({ members }: Sample): Promise<number> =>
    redis.count(members, BATCH);
