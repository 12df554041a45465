import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { RecipientKeys } from '@stopsms/kernel';
import { freePort, startKafka, workspaceRoot } from '@stopsms/local-stack';
import { printLoad } from '../machine';
import { median, printFigure, printSpread } from '../spread';
import { OptOutTopic } from './opt-out-topic';
import { type Cost, TimedProcess } from './timed-process';

const RECORDS = 1_000_000;
const ROUNDS = 3;
const LOOK_EVERY_MS = 20;

const dist = (path: string): string => join(workspaceRoot(), 'dist', path);

/** @param args - number of records, number of rounds */
export async function rebuild(args: string[]): Promise<void> {
  const records = Number(args[0] ?? RECORDS);
  const rounds = Number(args[1] ?? ROUNDS);
  const secret = randomBytes(32).toString('base64');
  const dir = mkdtempSync(join(tmpdir(), 'stopsms-rebuild-'));
  const kafka = await startKafka({ dir: join(dir, 'kafka') });
  console.log(`rebuild: ${records} opt-outs on a compacted topic of 12 partitions, Kafka on this machine\n`);
  try {
    const topic = await OptOutTopic.make(kafka.bootstrap, new RecipientKeys(secret));
    await topic.fill(records);
    topic.startBeating();
    const [bare, empty, restored]: [Cost[], Cost[], Cost[]] = [[], [], []];
    for (let round = 0; round < rounds; round += 1) {
      const snapshots = join(dir, `snapshots-${round}`);
      const start = () => dispatcherReady(kafka.bootstrap, secret, snapshots, records);
      bare.push(await bareRead(kafka.bootstrap));
      empty.push(await start());
      restored.push(await start());
      rmSync(snapshots, { recursive: true });
    }
    await topic.close();
    print('bare kafkajs read, records not looked at', bare);
    print('dispatcher ready, from an empty disk', empty);
    print('dispatcher ready, from its snapshot', restored);
    printRatio('empty disk to bare read, on the wall', empty, bare, ({ seconds }) => seconds);
    printRatio('empty disk to bare read, processor time', empty, bare, ({ cpuSeconds }) => cpuSeconds);
    printLoad();
  } finally {
    await kafka.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

function print(label: string, costs: Cost[]): void {
  const each = (of: (cost: Cost) => number) => costs.map(of);
  console.log(`${label}, from the start of the process`);
  printSpread(
    'on the wall',
    each(({ seconds }) => seconds),
    's',
  );
  printSpread(
    'processor time',
    each(({ cpuSeconds }) => cpuSeconds),
    's',
  );
  printSpread(
    'resident then',
    each(({ residentBytes }) => residentBytes / 1e6),
    'MB',
    0,
  );
}

function printRatio(label: string, ours: Cost[], theirs: Cost[], of: (cost: Cost) => number): void {
  printFigure(label, `${(median(ours.map(of)) / median(theirs.map(of))).toFixed(2)} ×`);
}

async function bareRead(bootstrap: string): Promise<Cost> {
  const read = new TimedProcess(dist('benchmarks/src/rebuild/bare-read.js'), [bootstrap]);
  try {
    await read.speaks();
    return read.cost();
  } finally {
    await read.end('SIGKILL');
  }
}

/** The service itself, with no operator to talk to. Ended only once it has left a snapshot. */
async function dispatcherReady(bootstrap: string, secret: string, snapshots: string, records: number): Promise<Cost> {
  const port = await freePort();
  const dispatcher = new TimedProcess(dist('apps/dispatcher/src/main.js'), [], {
    PORT: String(port),
    HOST: '127.0.0.1',
    KAFKA_BROKERS: bootstrap,
    STOPSMS_RECIPIENT_SECRET: secret,
    SMPP_PORT: '1',
    LOG_LEVEL: 'error',
    VIEW_SNAPSHOT_DIR: snapshots,
    VIEW_SNAPSHOT_EVERY_MS: '1000',
  });
  try {
    await until(port, ({ ready }) => ready);
    const cost = dispatcher.cost();
    const { entries } = await until(port, ({ snapshot }) => snapshot.writtenAt !== undefined);
    if (entries !== records) throw new Error(`The view holds ${entries} of ${records} opt-outs`);
    return cost;
  } finally {
    await dispatcher.end('SIGTERM');
  }
}

interface ViewAnswer {
  ready: boolean;
  entries: number;
  snapshot: { writtenAt?: string };
}

async function until(port: number, arrived: (view: ViewAnswer) => boolean): Promise<ViewAnswer> {
  for (;;) {
    const view = await fetch(`http://127.0.0.1:${port}/v1/view`)
      .then(async (answer) => (await answer.json()) as ViewAnswer)
      .catch(() => undefined);
    if (view && arrived(view)) return view;
    await delay(LOOK_EVERY_MS);
  }
}
