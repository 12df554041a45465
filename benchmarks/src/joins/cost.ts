import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalKafka, LocalPostgres } from '@stopsms/local-stack';
import { provisionDatabase } from '@stopsms/persistence';
import { processorSeconds } from '../product/processor-time';
import { printSpread } from '../spread';
import { bytesIn } from './disk';
import { Program } from './program';
import { type ServerUse, serverUse } from './server-use';
import type { SubjectCost, SubjectPlan } from './subject';

const SUBJECTS = [
  { name: 'postgres', label: 'PostgreSQL, as inbound-mo does', store: 'postgres', withRows: false },
  { name: 'lmdb', label: 'LMDB', store: 'lmdb', withRows: false },
  { name: 'level', label: 'LevelDB', store: 'level', withRows: false },
  { name: 'lmdb-rows', label: 'LMDB, and a row for each message in PostgreSQL', store: 'lmdb', withRows: true },
  { name: 'level-rows', label: 'LevelDB, and a row for each message in PostgreSQL', store: 'level', withRows: true },
] as const;

interface Cost {
  node: number;
  postgres: number;
  kafka: number;
  wal: number;
  rows: number;
  written: number;
  kept: number;
}

export interface Parts {
  dir: string;
  kafka: LocalKafka;
  postgres: LocalPostgres;
}

export interface Load {
  messages: number;
  batch: number;
  rate: number;
  gather: number;
  rounds: number;
}

/** Processor time and bytes a message of each join, in turn. */
export async function compareCosts(parts: Parts, load: Load): Promise<void> {
  const costs = new Map(SUBJECTS.map(({ name }) => [name, [] as Cost[]]));
  for (let round = 0; round < load.rounds; round += 1) {
    for (const subject of SUBJECTS) costs.get(subject.name)?.push(await measured(parts, load, subject, round));
  }
  for (const { name, label } of SUBJECTS) {
    const all = costs.get(name) ?? [];
    const of = (figure: (cost: Cost) => number) => all.map(figure);
    console.log(label);
    printSpread(
      'processor time of Node',
      of(({ node }) => node),
      'µs a message',
      0,
    );
    printSpread(
      'processor time of PostgreSQL',
      of(({ postgres }) => postgres),
      'µs a message',
      0,
    );
    printSpread(
      'processor time of Kafka, which publishes too',
      of(({ kafka }) => kafka),
      'µs a message',
      0,
    );
    printSpread(
      'in all',
      of(({ node, postgres, kafka }) => node + postgres + kafka),
      'µs a message',
      0,
    );
    printSpread(
      'log of PostgreSQL',
      of(({ wal }) => wal),
      'bytes a message',
      0,
    );
    printSpread(
      'rows inserted, updated, deleted',
      of(({ rows }) => rows),
      'a message',
      1,
    );
    printSpread(
      'written to the disk by Node',
      of(({ written }) => written),
      'bytes a message',
      0,
    );
    printSpread(
      'on the disk then: tables or stores',
      of(({ kept }) => kept),
      'bytes a message',
      0,
    );
  }
}

async function measured(
  { dir, kafka, postgres }: Parts,
  { messages, batch, rate, gather }: Load,
  { name, store, withRows }: (typeof SUBJECTS)[number],
  round: number,
): Promise<Cost> {
  const database = `joins_${name.replace('-', '_')}_${round}`;
  const urls = await provisionDatabase({
    superuserUrl: postgres.superuserUrl,
    database,
    roles: { inbound_mo: 'the-password-of-the-benchmark' },
  });
  const owner = new URL(postgres.superuserUrl);
  owner.pathname = `/${database}`;
  const stores = join(dir, `${name}-${round}`);
  mkdirSync(stores);
  const plan: SubjectPlan = {
    ...{ store, withRows, dir: stores, messages, batch, rate, gather, bootstrap: kafka.bootstrap },
    databaseUrl: urls['inbound_mo'] ?? '',
  };
  const program = new Program('subject', [JSON.stringify(plan)]);
  try {
    await program.line();
    const use = () => serverUse(owner.href);
    const cpu = () => processorSeconds({ postgres: postgres.pid, kafka: kafka.pid });
    const [before, kept] = [await use(), bytesIn(stores)];
    const cpuBefore = cpu();
    program.say('go');
    const cost = JSON.parse(await program.line()) as SubjectCost;
    const cpuAfter = cpu();
    const after = await use();
    const of = (figure: (use: ServerUse) => number) => figure(after) - figure(before);
    const each = (sum: number) => sum / messages;
    return {
      node: each(1e6 * cost.cpuSeconds),
      postgres: each(1e6 * ((cpuAfter['postgres'] ?? 0) - (cpuBefore['postgres'] ?? 0))),
      kafka: each(1e6 * ((cpuAfter['kafka'] ?? 0) - (cpuBefore['kafka'] ?? 0))),
      wal: each(of(({ wal }) => wal)),
      rows: each(of(({ rows }) => rows)),
      written: each(cost.writtenBytes),
      kept: each(of(({ bytes }) => bytes) + bytesIn(stores) - kept),
    };
  } finally {
    program.say('end');
    await program.ended();
  }
}
