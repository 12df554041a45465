import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clearedMarketing, messageStatus } from '@stopsms/contracts';
import { RecipientKeys } from '@stopsms/kernel';
import { freePort, startKafka, startService, workspaceRoot } from '@stopsms/local-stack';
import { readRange } from '@stopsms/messaging';
import { type Admin, Kafka, logLevel } from 'kafkajs';
import { printLoad } from '../machine';
import { endsAsText, endsOf } from '../product/topic-ends';
import { OptOutTopic } from '../rebuild/opt-out-topic';
import { median, printFigure, printSpread } from '../spread';
import { newRecipient, publishAdverts } from './adverts';
import type { Pattern } from './bare-copy';
import { type Throughput, throughputOf } from './written';

export const FILTER_FLAGS = { adverts: 200_000, optouts: 1_000_000, rounds: 3, window: 10 };
type Flags = typeof FILTER_FLAGS;

const COPY_TOPIC = 'bench.copy';
const LISTED = 1_000;
const GOAL_PERCENT = 80;
const program = (path: string): string => join(workspaceRoot(), 'dist/benchmarks/src/filter', `${path}.js`);

interface Variant {
  name: string;
  /** Whose adverts; new recipients when absent. */
  recipients?: string[];
  /** Records of the dispatcher for each advert. */
  times: number;
}

/** Adverts consumed, decided against a full view and their status produced, without SMPP. */
export async function filter(flags: Flags): Promise<void> {
  const secret = randomBytes(32).toString('base64');
  const dir = mkdtempSync(join(tmpdir(), 'stopsms-filter-'));
  const kafka = await startKafka({ dir: join(dir, 'kafka') });
  const client = new Kafka({ brokers: [kafka.bootstrap], logLevel: logLevel.NOTHING });
  const admin = client.admin();
  await admin.connect();
  console.log(
    `filter: ${flags.adverts} adverts a round, view of ${flags.optouts}, window ${flags.window}, ${flags.rounds} rounds\n`,
  );
  try {
    const topic = await OptOutTopic.make(kafka.bootstrap, new RecipientKeys(secret));
    const listed = Array.from({ length: LISTED }, newRecipient);
    await topic.fill(flags.optouts);
    await topic.optOut(listed);
    topic.startBeating();
    await admin.createTopics({ topics: [{ topic: COPY_TOPIC, numPartitions: messageStatus.partitions }] });
    const place: Place = { dir, secret, bootstrap: kafka.bootstrap, client, admin, topic };
    await compare(place, flags, {
      name: 'every recipient has opted out: blocked, one record each',
      recipients: listed,
      times: 1,
    });
    await compare(place, flags, {
      name: 'nobody has: journalled, taken by an operator that answers at once, two records each',
      times: 2,
    });
    await topic.close();
    printLoad();
  } finally {
    await admin.disconnect();
    await kafka.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

interface Place {
  dir: string;
  secret: string;
  bootstrap: string;
  client: Kafka;
  admin: Admin;
  topic: OptOutTopic;
}

async function compare(place: Place, flags: Flags, variant: Variant): Promise<void> {
  const [ours, bare]: [Throughput[], Throughput[]] = [[], []];
  for (let round = 0; round < flags.rounds; round += 1) {
    const from = endsAsText(await endsOf(place.admin, clearedMarketing.name));
    await publishAdverts(place.topic.publisher, flags.adverts, variant.recipients);
    ours.push(await dispatched(place, flags, variant));
    bare.push(await copied(place, flags, variant, from));
  }
  const rates = (all: Throughput[]) => all.map(({ perSecond }) => perSecond);
  const costs = (all: Throughput[]) => all.map(({ cpuMicros }) => cpuMicros);
  console.log(variant.name);
  printSpread('dispatcher', rates(ours), 'adverts/s', 0);
  printSpread('bare kafkajs consume and produce of the same bytes', rates(bare), 'adverts/s', 0);
  printSpread('dispatcher, processor time of its process', costs(ours), 'µs an advert', 1);
  printSpread('bare, processor time of its process', costs(bare), 'µs an advert', 1);
  const percent = (100 * median(rates(ours))) / median(rates(bare));
  printFigure(`goal ≥ ${GOAL_PERCENT} %`, `${percent.toFixed(0)} % of the bare one's rate`);
}

async function dispatched({ dir, secret, bootstrap, admin }: Place, { adverts, window }: Flags, { times }: Variant) {
  const port = await freePort();
  const from = await endsOf(admin, messageStatus.name);
  const service = await startService({
    name: 'dispatcher',
    script: program('filtering-dispatcher'),
    port,
    logFile: join(dir, 'dispatcher.log'),
    env: {
      PORT: String(port),
      HOST: '127.0.0.1',
      KAFKA_BROKERS: bootstrap,
      STOPSMS_MODE: 'development',
      STOPSMS_RECIPIENT_SECRET: secret,
      ALLOW_FICTION_NUMBERS: 'true',
      SMPP_WINDOW: String(window),
      VIEW_SNAPSHOT_DIR: join(dir, 'snapshots'),
    },
  });
  try {
    return await throughputOf(admin, messageStatus.name, from, { adverts, times, pid: service.pid });
  } finally {
    await service.stop();
  }
}

async function copied({ dir, bootstrap, client, admin }: Place, { adverts }: Flags, { times }: Variant, from: string) {
  const patternFile = join(dir, 'pattern.json');
  writeFileSync(patternFile, JSON.stringify(await lastStatus(client, admin)));
  const since = await endsOf(admin, COPY_TOPIC);
  const args = [program('bare-copy'), bootstrap, from, COPY_TOPIC, String(times), patternFile];
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  try {
    return await throughputOf(admin, COPY_TOPIC, since, { adverts, times, pid: child.pid ?? 0 });
  } finally {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
}

/** The dispatcher's latest record. */
async function lastStatus(client: Kafka, admin: Admin): Promise<Pattern> {
  const [longest] = [...(await endsOf(admin, messageStatus.name))].sort(([, a], [, b]) => Number(b - a));
  const [partition, end] = longest ?? [0, 1n];
  let pattern: Pattern | undefined;
  await readRange(
    client,
    'benchmark',
    messageStatus.name,
    new Map([[partition, end - 1n]]),
    (_, { value, headers = {} }) => {
      const texts = Object.entries(headers).map(([name, one]) => [name, String(one)]);
      pattern = { value: String(value), headers: Object.fromEntries(texts) as Record<string, string> };
    },
    () => pattern !== undefined,
  );
  if (!pattern) throw new Error('The dispatcher wrote no status');
  return pattern;
}
