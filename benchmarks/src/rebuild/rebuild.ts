import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RecipientKeys } from '@stopsms/kernel';
import { startKafka } from '@stopsms/local-stack';
import { benchmark } from '../command/benchmark';
import { count } from '../command/flags';
import { diskSpace, java, linux } from '../command/needs';
import type { Cost } from '../dispatcher/timed-process';
import { printLoad } from '../machine';
import { median, printFigure, printSpread } from '../spread';
import { OptOutTopic } from '../topics/opt-out-topic';
import { type Starts, bareRead, dispatcherReady } from './starts';

/** On the broker's disk, with what compaction copies. */
const BYTES_A_RECORD = 700;

export const rebuild = benchmark({
  name: 'rebuild',
  summary: 'a dispatcher from an empty disk to ready',
  about:
    'How long a dispatcher takes from its start until its view is ready, from an empty disk and from its snapshot. ' +
    'Its peer reads the same records with kafkajs and looks at none.',
  flags: {
    records: count(1_000_000, 'opt-outs on the topic', { to: 100_000_000 }),
    rounds: count(3, 'of the peer, an empty disk and a snapshot'),
  },
  needs: ({ records }) => [linux, java, diskSpace(records * BYTES_A_RECORD)],
  run: async ({ records, rounds }) => {
    const dir = mkdtempSync(join(tmpdir(), 'stopsms-rebuild-'));
    const kafka = await startKafka({ dir: join(dir, 'kafka') });
    console.log(`rebuild: ${records} opt-outs on a compacted topic of 12 partitions, Kafka on this machine\n`);
    let topic: OptOutTopic | undefined;
    try {
      topic = await OptOutTopic.make(kafka.bootstrap, new RecipientKeys(randomBytes(32).toString('base64')));
      const starts: Starts = { bootstrap: kafka.bootstrap };
      // What would not start shall say so now, and not when the topic is full.
      await round(starts, join(dir, 'rehearsal'), 0);
      console.log('  every program has started with no records');
      await topic.fill(records);
      const rows: Round[] = [];
      for (let n = 0; n < rounds; n += 1) rows.push(await round(starts, join(dir, `snapshots-${n}`), records));
      report(rows);
      printLoad();
    } finally {
      await topic?.close();
      await kafka.stop();
      rmSync(dir, { recursive: true, force: true });
    }
  },
});

interface Round {
  bare: Cost;
  empty: Cost;
  restored: Cost;
}

async function round(starts: Starts, snapshots: string, records: number): Promise<Round> {
  const bare = await bareRead(starts);
  const empty = await dispatcherReady(starts, snapshots, records);
  const restored = await dispatcherReady(starts, snapshots, records);
  rmSync(snapshots, { recursive: true });
  return { bare, empty, restored };
}

function report(rounds: readonly Round[]): void {
  const [bare, empty] = [rounds.map((one) => one.bare), rounds.map((one) => one.empty)];
  print('bare kafkajs read, records not looked at', bare);
  print('dispatcher ready, from an empty disk', empty);
  print(
    'dispatcher ready, from its snapshot',
    rounds.map(({ restored }) => restored),
  );
  printRatio('empty disk to bare read, on the wall', empty, bare, ({ seconds }) => seconds);
  printRatio('empty disk to bare read, processor time', empty, bare, ({ cpuSeconds }) => cpuSeconds);
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
