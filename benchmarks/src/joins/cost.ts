import type { LocalKafka, LocalPostgres } from '@stopsms/local-stack';
import { provisionDatabase } from '@stopsms/persistence';
import { processorSeconds } from '../product/processor-time';
import { printFigure, printSpread } from '../spread';
import { Program } from './program';
import { type ServerUse, type TableUse, serverUse } from './server-use';
import type { SubjectCost, SubjectPlan } from './subject';

interface Cost {
  node: number;
  postgres: number;
  kafka: number;
  wal: number;
  rows: number;
  kept: number;
  tables: TableUse[];
}

export interface Parts {
  kafka: LocalKafka;
  postgres: LocalPostgres;
}

export interface Load {
  messages: number;
  batch: number;
  rate: number;
  rounds: number;
}

/** Measures processor time and bytes a message. */
export async function measureCost(parts: Parts, load: Load): Promise<void> {
  const all: Cost[] = [];
  for (let round = 0; round < load.rounds; round += 1) all.push(await measured(parts, load, round));
  const print = (label: string, figure: (cost: Cost) => number, unit: string, digits: number) =>
    printSpread(label, all.map(figure), unit, digits);
  print('processor time of Node', ({ node }) => node, 'µs a message', 0);
  print('processor time of PostgreSQL', ({ postgres }) => postgres, 'µs a message', 0);
  print('processor time of Kafka, which publishes too', ({ kafka }) => kafka, 'µs a message', 0);
  print('in all', ({ node, postgres, kafka }) => node + postgres + kafka, 'µs a message', 0);
  print('log of PostgreSQL', ({ wal }) => wal, 'bytes a message', 0);
  print('rows inserted, updated, deleted', ({ rows }) => rows, 'a message', 1);
  print('on the disk then: tables and indexes', ({ kept }) => kept, 'bytes a message', 0);
  for (const { name, bytes } of all.at(-1)?.tables ?? []) printFigure(name, `${Math.round(bytes)} bytes a message`);
}

async function measured({ kafka, postgres }: Parts, { messages, batch, rate }: Load, round: number): Promise<Cost> {
  const database = `joins_${round}`;
  const urls = await provisionDatabase({
    superuserUrl: postgres.superuserUrl,
    database,
    roles: { inbound_mo: 'the-password-of-the-benchmark' },
  });
  const owner = new URL(postgres.superuserUrl);
  owner.pathname = `/${database}`;
  const plan: SubjectPlan = {
    ...{ messages, batch, rate, bootstrap: kafka.bootstrap },
    databaseUrl: urls['inbound_mo'] ?? '',
  };
  const program = new Program('subject', [JSON.stringify(plan)]);
  try {
    await program.line();
    const use = () => serverUse(owner.href);
    const cpu = () => processorSeconds({ postgres: postgres.pid, kafka: kafka.pid });
    const before = await use();
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
      kept: each(of(({ bytes }) => bytes)),
      tables: after.tables
        .map(({ name, bytes }) => ({
          name,
          bytes: each(bytes - (before.tables.find((one) => one.name === name)?.bytes ?? 0)),
        }))
        .filter(({ bytes }) => bytes >= 1),
    };
  } finally {
    program.say('end');
    await program.ended();
  }
}
