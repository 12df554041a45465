import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Topic, clearedMarketing, journal, messageStatus } from '@stopsms/contracts';
import { RecipientKeys } from '@stopsms/kernel';
import { type LocalService, freePort, startKafka, startService, workspaceRoot } from '@stopsms/local-stack';
import { messagesIn, readRange, retryTransient } from '@stopsms/messaging';
import { type Admin, Kafka, logLevel } from 'kafkajs';
import { benchmark } from '../command/benchmark';
import { count, someOf } from '../command/flags';
import { diskSpace, java, linux } from '../command/needs';
import { dispatcherEnv } from '../dispatcher/dispatcher-env';
import { printLoad } from '../machine';
import { windowFlag } from '../product/on-product';
import { Profiling, profiled } from '../profile/profiling';
import { endsAsText, endsOf } from '../product/topic-ends';
import { median, printFigure, printSpread } from '../spread';
import { fillTopic } from '../topics/fill-topic';
import { OptOutTopic } from '../topics/opt-out-topic';
import { newRecipient } from '../topics/records';
import type { Pattern } from './bare-copy';
import { type Throughput, throughputOf } from './written';

const COPY_TOPIC = 'bench.copy';
const LISTED = 1_000;
/** A view of many is read first, on a machine that may be busy with something else. */
const READY_TIMEOUT_MS = 180_000;
/** On the broker's disk, in both variants: the advert, and what the dispatcher and the peer write of it. */
const BYTES_AN_ADVERT = 6_000;
const BYTES_AN_OPT_OUT = 700;
const GOAL_PERCENT = 80;
/** Records looked at for one to copy. */
const LATEST = 200n;
const program = (path: string): string => join(workspaceRoot(), 'dist/benchmarks/src/filter', `${path}.js`);

interface Variant {
  name: string;
  /** Recipients of the adverts; new ones when absent. */
  recipients?: string[];
  /** The dispatcher writes a record for each advert on each, the outcome last. */
  writes: readonly Topic[];
}

export const filter = benchmark({
  name: 'filter',
  summary: 'the dispatcher without SMPP against bare copies',
  about:
    'Adverts a second that a dispatcher consumes, decides against a full view and reports the status of, without SMPP: ' +
    'all blocked, and all taken. Its peers read and write as many records of the same size with kafkajs: one opens the frames, ' +
    'parses each message and checks it against the contract, the other looks at none.',
  flags: {
    adverts: count(200_000, 'a round'),
    optouts: count(1_000_000, 'in the view'),
    rounds: count(3, 'of each'),
    window: windowFlag(10),
    profile: someOf(['dispatcher'], 'prints where it spent the time in the last round of each'),
  },
  needs: ({ adverts, optouts, rounds }) => [
    linux,
    java,
    diskSpace(adverts * rounds * BYTES_AN_ADVERT + optouts * BYTES_AN_OPT_OUT),
  ],
  run: async (flags) => {
    const dir = mkdtempSync(join(tmpdir(), 'stopsms-filter-'));
    const kafka = await startKafka({ dir: join(dir, 'kafka') });
    const client = new Kafka({ brokers: [kafka.bootstrap], logLevel: logLevel.NOTHING });
    const admin = client.admin();
    await admin.connect();
    console.log(
      `filter: ${flags.adverts} adverts a round, view of ${flags.optouts}, window ${flags.window}, ${flags.rounds} rounds\n`,
    );
    try {
      const topic = await OptOutTopic.make(kafka.bootstrap, new RecipientKeys(randomBytes(32).toString('base64')));
      const surroundings: Surroundings = { dir, bootstrap: kafka.bootstrap, client, admin };
      // What would not start shall say so now, and not when the topic is full.
      await (await startDispatcher(surroundings, flags)).stop();
      const listed = Array.from({ length: LISTED }, newRecipient);
      await topic.fill(flags.optouts);
      await topic.optOut(listed);
      await retryTransient(() =>
        admin.createTopics({ topics: [{ topic: COPY_TOPIC, numPartitions: messageStatus.partitions }] }),
      );
      await compare(surroundings, flags, {
        name: 'every recipient has opted out: blocked, one record each',
        recipients: listed,
        writes: [messageStatus],
      });
      await compare(surroundings, flags, {
        name: 'nobody has: journalled, taken by an operator that answers at once, two records each',
        writes: [journal, messageStatus],
      });
      await topic.close();
      printLoad();
    } finally {
      await admin.disconnect();
      await kafka.stop();
      rmSync(dir, { recursive: true, force: true });
    }
  },
});

interface Surroundings {
  dir: string;
  bootstrap: string;
  client: Kafka;
  admin: Admin;
}

interface Sizes {
  adverts: number;
  rounds: number;
  window: number;
  profile: readonly string[];
}

async function compare(surroundings: Surroundings, flags: Sizes, variant: Variant): Promise<void> {
  const [ours, opening, bare]: [Throughput[], Throughput[], Throughput[]] = [[], [], []];
  for (let round = 0; round < flags.rounds; round += 1) {
    const from = endsAsText(await endsOf(surroundings.admin, clearedMarketing.name));
    const fill = { bootstrap: surroundings.bootstrap, filling: 'adverts', records: flags.adverts } as const;
    await fillTopic(variant.recipients ? { ...fill, recipients: variant.recipients } : fill);
    ours.push(await dispatched(surroundings, flags, round === flags.rounds - 1));
    opening.push(await copied(surroundings, flags, variant, from, 'opens'));
    bare.push(await copied(surroundings, flags, variant, from));
  }
  const rates = (all: Throughput[]) => all.map(({ perSecond }) => perSecond);
  const costs = (all: Throughput[]) => all.map(({ cpuMicros }) => cpuMicros);
  console.log(variant.name);
  printSpread('dispatcher', rates(ours), 'adverts/s', 0);
  printSpread('bare kafkajs that opens frames and checks each message', rates(opening), 'adverts/s', 0);
  printSpread('bare kafkajs consume and produce of as many messages', rates(bare), 'adverts/s', 0);
  printSpread('dispatcher, processor time of its process', costs(ours), 'µs an advert', 1);
  printSpread('bare that opens frames, processor time of its process', costs(opening), 'µs an advert', 1);
  printSpread('bare, processor time of its process', costs(bare), 'µs an advert', 1);
  const percent = (100 * median(rates(ours))) / median(rates(opening));
  printFigure(`goal ≥ ${GOAL_PERCENT} %`, `${percent.toFixed(0)} % of the rate of the bare one that opens frames`);
}

async function startDispatcher(
  { dir, bootstrap }: Surroundings,
  { window, profile }: Pick<Sizes, 'window' | 'profile'>,
): Promise<LocalService> {
  const port = await freePort();
  const { preloads, env } = Profiling.settings(profile);
  return startService({
    name: 'dispatcher',
    script: program('filtering-dispatcher'),
    port,
    logFile: join(dir, 'dispatcher.log'),
    readyTimeoutMs: READY_TIMEOUT_MS,
    env: {
      ...dispatcherEnv({ bootstrap, port, snapshots: join(dir, 'snapshots') }),
      SMPP_WINDOW: String(window),
      ...env,
      NODE_OPTIONS: preloads.map((file) => `--require ${file}`).join(' '),
    },
  });
}

async function dispatched(surroundings: Surroundings, sizes: Sizes, isLast: boolean): Promise<Throughput> {
  const from = await endsOf(surroundings.admin, messageStatus.name);
  const service = await startDispatcher(surroundings, sizes);
  const { pid } = service;
  const measure = () =>
    throughputOf(surroundings.client, messageStatus.name, from, { adverts: sizes.adverts, times: 1, pid });
  try {
    return await (isLast && sizes.profile.length > 0 ? profiled('dispatcher', pid, measure) : measure());
  } finally {
    await service.stop();
  }
}

async function copied(
  { dir, bootstrap, client, admin }: Surroundings,
  { adverts }: Sizes,
  { writes }: Variant,
  from: string,
  opens = '',
) {
  const patternFile = join(dir, 'pattern.json');
  const patterns: Pattern[] = [];
  for (const { name } of writes) patterns.push(await lastOn(name, client, admin));
  writeFileSync(patternFile, JSON.stringify(patterns));
  const since = await endsOf(admin, COPY_TOPIC);
  const args = [program('bare-copy'), bootstrap, from, COPY_TOPIC, patternFile, opens];
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  try {
    // The peer writes whole records: the messages of the last one may be too few for it.
    const missing = patterns.reduce((sum, { messages }) => sum + messages - 1, 0);
    return await throughputOf(client, COPY_TOPIC, since, {
      adverts,
      times: writes.length,
      pid: child.pid ?? 0,
      missing,
    });
  } finally {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
}

/** The fullest of the dispatcher's latest records. */
async function lastOn(topic: string, client: Kafka, admin: Admin): Promise<Pattern> {
  const [longest] = [...(await endsOf(admin, topic))].sort(([, a], [, b]) => Number(b - a));
  const [partition, end] = longest ?? [0, 1n];
  let pattern: Pattern | undefined;
  await readRange(
    client,
    'benchmark',
    topic,
    new Map([[partition, end > LATEST ? end - LATEST : 0n]]),
    (_, record) => {
      const { value, headers = {} } = record;
      const messages = messagesIn(record);
      if (pattern && pattern.messages >= messages) return;
      const texts = Object.entries(headers).map(([name, one]) => [name, String(one)]);
      pattern = { messages, value: String(value), headers: Object.fromEntries(texts) as Record<string, string> };
    },
    (next) => (next.get(partition) ?? 0n) >= end,
  );
  if (!pattern) throw new Error(`The dispatcher wrote nothing on ${topic}`);
  return pattern;
}
