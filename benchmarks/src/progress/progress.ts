import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type LocalPostgres, startPostgres } from '@stopsms/local-stack';
import { Database, databaseConnection, openDataSource, provisionDatabase } from '@stopsms/persistence';
import { Client } from 'pg';
import { MIGRATIONS } from '../../../apps/campaign/src/migrations';
import { benchmark } from '../command/benchmark';
import { count } from '../command/flags';
import { linux } from '../command/needs';
import { printLoad } from '../machine';
import { processorSeconds } from '../product/processor-time';
import { printFigure, printSpread, quantile } from '../spread';
import { play } from './play';
import type { Rhythm } from './records';
import { WAYS, type Way } from './ways';

const ROLE = 'campaign';
/** Statistics of a session reach the others when it ends, or after a second. */
const STATISTICS_MS = 1_500;

/** Costs of one round. */
interface Round {
  versions: number;
  hot: number;
  log: number;
  bytes: number;
  transactions: number;
  postgresMicros: number;
  ownMicros: number;
  late: number[];
}

export const progress = benchmark({
  name: 'progress',
  summary: 'row versions, log and time of message reports',
  about:
    'Adverts on their usual way as campaign writes them: verdict, status and receipt of each, from three topics, with the code of ' +
    'the service and a real PostgreSQL, in several ways. The peer inserts the final row of each message and reads nothing else.',
  flags: {
    rate: count(500, 'adverts a second'),
    seconds: count(10, 'a round'),
    rounds: count(3, 'of each way'),
    round: count(500, 'milliseconds between the rounds in which adverts are decided'),
    receipt: count(200, 'milliseconds from acceptance to the receipt, at most'),
    fill: count(0, 'fill factor of the table; 0 is that of the schema', { from: 0, to: 100 }),
  },
  needs: () => [linux],
  run: async ({ rounds, fill, ...rhythm }) => {
    const dir = mkdtempSync(join(tmpdir(), 'stopsms-progress-'));
    const postgres = await startPostgres({ dir });
    console.log(
      `progress: ${rhythm.rate} adverts a second for ${rhythm.seconds} s, decided each ${rhythm.round} ms, receipts within ${rhythm.receipt} ms; ` +
        `${rounds} rounds of each\n`,
    );
    try {
      const measured = new Map(WAYS.map(({ name }) => [name, [] as Round[]]));
      // They take turns, so that what else the machine does affects all.
      for (let round = 0; round < rounds; round += 1) {
        for (const way of WAYS) measured.get(way.name)?.push(await measure(postgres, way, rhythm, fill));
      }
      for (const [name, each] of measured) print(name, each);
      printLoad();
    } finally {
      await postgres.stop();
      rmSync(dir, { recursive: true, force: true });
    }
  },
});

async function measure(postgres: LocalPostgres, way: Way, rhythm: Rhythm, fill: number): Promise<Round> {
  const name = `progress_${Date.now()}`;
  const { superuserUrl } = postgres;
  const urls = await provisionDatabase({
    superuserUrl,
    database: name,
    roles: { [ROLE]: 'password-of-the-benchmark' },
  });
  const dataSource = await openDataSource({
    connection: databaseConnection(String(urls[ROLE])),
    migrations: MIGRATIONS,
  });
  const url = new URL(superuserUrl);
  url.pathname = name;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  try {
    const database = new Database(dataSource);
    if (fill > 0) await database.query(`ALTER TABLE message SET (fillfactor = ${fill})`);
    await client.query('CHECKPOINT');
    const before = await stateOf(client, postgres.pid);
    const late = await play(way, database, rhythm);
    // A backend may keep its counts for ten seconds, unless it ends.
    await dataSource.destroy();
    const after = await stateOf(client, postgres.pid);
    const messages = rhythm.rate * rhythm.seconds;
    return {
      versions: (after.versions - before.versions) / messages,
      hot: (100 * (after.hot - before.hot)) / Math.max(1, after.updated - before.updated),
      log: (after.log - before.log) / messages,
      bytes: (after.bytes - before.bytes) / messages,
      transactions: (after.transactions - before.transactions) / rhythm.seconds,
      postgresMicros: (1e6 * (after.postgres - before.postgres)) / messages,
      ownMicros: (1e6 * (after.own - before.own)) / messages,
      late,
    };
  } finally {
    await client.end();
    if (dataSource.isInitialized) await dataSource.destroy();
  }
}

interface State {
  versions: number;
  updated: number;
  hot: number;
  log: number;
  bytes: number;
  transactions: number;
  /** Processor seconds. */
  postgres: number;
  own: number;
}

async function stateOf(client: Client, pid: number): Promise<State> {
  const postgres = processorSeconds({ postgres: pid })['postgres'] ?? 0;
  const { user, system } = process.cpuUsage();
  await delay(STATISTICS_MS);
  const { rows } = await client.query<Omit<State, 'postgres' | 'own'>>(
    `SELECT (n_tup_ins + n_tup_upd)::float8 AS versions, n_tup_upd::float8 AS updated, n_tup_hot_upd::float8 AS hot,
       (pg_current_wal_lsn() - '0/0')::float8 AS log, pg_total_relation_size(relid)::float8 AS bytes,
       (SELECT xact_commit::float8 FROM pg_stat_database WHERE datname = current_database()) AS transactions
     FROM pg_stat_user_tables WHERE relname = 'message'`,
  );
  const [row] = rows;
  if (!row) throw new Error('There is no table of messages');
  return { ...row, postgres, own: (user + system) / 1e6 };
}

function print(name: string, rounds: Round[]): void {
  const of = (figure: Exclude<keyof Round, 'late'>) => rounds.map((round) => round[figure]);
  console.log(`\n${name}`);
  printSpread('versions of its row', of('versions'), 'a message', 2);
  printSpread('of the updates in their page (HOT)', of('hot'), '%', 0);
  printSpread('log of PostgreSQL', of('log'), 'bytes a message', 0);
  printSpread('table and indexes', of('bytes'), 'bytes a message', 0);
  printSpread('transactions, autovacuum and statistics included', of('transactions'), 'a second', 1);
  printSpread('processor time of PostgreSQL', of('postgresMicros'), 'µs a message', 0);
  printSpread('processor time of the writer, with its simulated topics', of('ownMicros'), 'µs a message', 0);
  const late = rounds.flatMap((round) => round.late);
  const shown = [0.5, 0.99, 1].map((share) => quantile(late, share).toFixed(0));
  printFigure('from a receipt on its topic until it is written, p50 · p99 · most', `${shown.join(' · ')} ms`);
}
