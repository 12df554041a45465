import type { Clock } from '@stopsms/kernel';
import type { Database } from '@stopsms/persistence';
import { RETENTION_CHUNK, RetentionJob, type RetentionRule, inChunks } from './retention-job';

const MINUTE_MS = 60_000;
const START = Date.parse('2026-11-30T08:00:00Z');

let now: number;
let applied: string[];
let isDown: boolean;

const rule = (name: string, everyMs: number, fails = false): RetentionRule => ({
  ...{ name, everyMs, keptMs: MINUTE_MS },
  deleteBefore: async (_, before) => {
    if (fails && isDown) throw new Error('no connection');
    applied.push(`${name} before ${before - START}`);
    now += 5;
  },
});

/** Runs a job as its timer would, each tick at its exact time. */
async function run(job: RetentionJob, ticks: number): Promise<void> {
  for (let n = 0; n < ticks; n += 1) {
    now = START + n * job.everyMs;
    await job.execute();
  }
}

const jobOf = (...rules: RetentionRule[]) => new RetentionJob(rules, {} as Database, { now: () => now } as Clock);

beforeEach(() => {
  now = START;
  applied = [];
  isDown = false;
});

test('applies each rule at its own interval, with the instant before which rows are deleted', async () => {
  const job = jobOf(rule('often', MINUTE_MS), rule('seldom', 3 * MINUTE_MS));
  expect(job.everyMs).toBe(MINUTE_MS);
  await run(job, 4);
  expect(applied).toEqual([
    `often before ${-MINUTE_MS}`,
    `seldom before ${5 - MINUTE_MS}`,
    'often before 0',
    `often before ${MINUTE_MS}`,
    `often before ${2 * MINUTE_MS}`,
    `seldom before ${5 + 2 * MINUTE_MS}`,
  ]);
});

test('a failing rule delays no other, and is applied at the next tick', async () => {
  const job = jobOf(rule('broken', 3 * MINUTE_MS, true), rule('whole', 3 * MINUTE_MS));
  isDown = true;
  await expect(job.execute()).rejects.toThrow('broken');
  expect(applied).toEqual([`whole before ${-MINUTE_MS}`]);
  isDown = false;
  now = START + job.everyMs;
  await job.execute();
  expect(applied.filter((each) => each.startsWith('broken'))).toHaveLength(1);
});

test('deletes chunk after chunk until one is not full', async () => {
  let rows = 2 * RETENTION_CHUNK + 7;
  const deleted = await inChunks(async () => {
    const chunk = Math.min(rows, RETENTION_CHUNK);
    rows -= chunk;
    return new Array(chunk);
  });
  expect([deleted, rows]).toEqual([2 * RETENTION_CHUNK + 7, 0]);
});
