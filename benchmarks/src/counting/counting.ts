import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { workspaceRoot } from '@stopsms/local-stack';
import type { Product, ProductSettings } from '../product/product';
import { COUNTS_DIR, type Counts, WRITE_COUNTS, countsFile } from './counts-file';

/** Time that a process has to write its counts. */
const WRITING_MS = 500;
const dir = join(tmpdir(), `stopsms-counts-${process.pid}`);

/** State of all processes and of the broker at one instant. */
interface State {
  at: number;
  processes: Map<string, { counts: Counts | undefined; switches: ReadonlyMap<string, Switches> }>;
  /** Records ever appended, by topic. */
  records: Map<string, number>;
}

/** Context switches of a thread. */
interface Switches {
  /** It waited. */
  voluntary: number;
  /** It was preempted. */
  involuntary: number;
}

/** Counts of what processes do beside computing: wake-ups, requests, statements, collections. Linux only. */
export class Counting {
  private constructor(
    private readonly product: Product,
    private readonly before: State,
  ) {}

  /** Settings of the product for counting. */
  static settings(): Required<Pick<ProductSettings, 'preloads' | 'env'>> {
    mkdirSync(dir, { recursive: true });
    const recorder = join(workspaceRoot(), 'dist/benchmarks/src/counting/counts-recorder.js');
    return { preloads: [recorder], env: { [COUNTS_DIR]: dir } };
  }

  static async start(product: Product): Promise<Counting> {
    return new Counting(product, await stateOf(product));
  }

  /** Prints counts per second since the start. */
  async print(): Promise<void> {
    const { before } = this;
    const after = await stateOf(this.product);
    const seconds = (after.at - before.at) / 1_000;
    console.log(
      '\na second: context switches waited, preempted · turns of the event loop · SQL statements · requests to',
    );
    console.log('Kafka (fetch, produce, commit, heartbeat, other) · collections of garbage, % of a core');
    for (const [name, { counts, switches }] of after.processes) {
      const from = before.processes.get(name);
      if (!from) continue;
      const { voluntary, involuntary } = switchesSince(from.switches, switches);
      const rates = counts && from.counts ? ratesOf(from.counts, counts) : [];
      console.log(row(name, [voluntary / seconds, involuntary / seconds, ...rates]));
    }
    const appended = [...after.records]
      .map(([topic, count]) => [topic, (count - (before.records.get(topic) ?? 0)) / seconds] as const)
      .filter(([, rate]) => rate >= 1)
      .sort(([, a], [, b]) => b - a);
    console.log(`records appended: ${appended.map(([topic, rate]) => `${topic} ${rate.toFixed(0)}`).join(', ')}`);
  }
}

const KINDS = ['Fetch', 'Produce', 'OffsetCommit', 'Heartbeat'];

function ratesOf(from: Counts, to: Counts): number[] {
  const seconds = (to.at - from.at) / 1_000;
  const requests = (name: string) => (to.requests[name] ?? 0) - (from.requests[name] ?? 0);
  const others = Object.keys(to.requests).filter((name) => !KINDS.includes(name));
  return [
    (to.turns - from.turns) / seconds,
    (to.statements - from.statements) / seconds,
    ...KINDS.map((name) => requests(name) / seconds),
    others.reduce((sum, name) => sum + requests(name), 0) / seconds,
    (to.collections - from.collections) / seconds,
    (to.collectingMs - from.collectingMs) / seconds / 10,
  ];
}

const row = (name: string, rates: number[]): string =>
  name.padEnd(16) + rates.map((rate) => rate.toFixed(rate < 10 ? 1 : 0).padStart(8)).join('');

async function stateOf({ pids, admin }: Product): Promise<State> {
  for (const pid of Object.values(pids)) process.kill(pid, WRITE_COUNTS);
  await delay(WRITING_MS);
  const topics = await admin.listTopics();
  const ends = await Promise.all(topics.map(async (topic) => [topic, await admin.fetchTopicOffsets(topic)] as const));
  const records = ends.map(
    ([topic, partitions]) => [topic, partitions.reduce((sum, { high }) => sum + Number(high), 0)] as const,
  );
  const processes = Object.entries(pids).map(
    ([name, pid]) => [name, { counts: countsOf(pid), switches: switchesOf(pid) }] as const,
  );
  return { at: performance.now(), processes: new Map(processes), records: new Map(records) };
}

function countsOf(pid: number): Counts | undefined {
  const file = join(dir, countsFile(pid));
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Counts) : undefined;
}

/** Sums what threads have counted meanwhile; threads that have ended are left out. */
function switchesSince(from: ReadonlyMap<string, Switches>, to: ReadonlyMap<string, Switches>): Switches {
  const sum = { voluntary: 0, involuntary: 0 };
  for (const [task, { voluntary, involuntary }] of to) {
    const before = from.get(task) ?? { voluntary: 0, involuntary: 0 };
    sum.voluntary += voluntary - before.voluntary;
    sum.involuntary += involuntary - before.involuntary;
  }
  return sum;
}

/** Context switches of each thread of a process and of its children, by the thread's id. */
function switchesOf(pid: number): Map<string, Switches> {
  const found = new Map<string, Switches>();
  const add = (process: string): void => {
    const tasks = `/proc/${process}/task`;
    for (const task of existsSync(tasks) ? readdirSync(tasks) : []) {
      try {
        const status = readFileSync(join(tasks, task, 'status'), 'utf8');
        const counted = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
        found.set(task, {
          voluntary: counted('voluntary_ctxt_switches'),
          involuntary: counted('nonvoluntary_ctxt_switches'),
        });
        const children = readFileSync(join(tasks, task, 'children'), 'utf8');
        for (const child of children.split(' ')) if (child !== '') add(child);
      } catch {
        // It has just ended.
      }
    }
  };
  add(String(pid));
  return found;
}
