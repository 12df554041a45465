import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE } from '@stopsms/local-stack';
import { Client } from 'pg';
import { printFigure } from '../spread';
import type { Product } from './product';

/** Goals of the design: bytes of PostgreSQL and of Kafka per message. */
const GOALS = { tables: 1_200, topics: 1_500 };
/** Less than this a message is heartbeats and rounding. */
const MIN_BYTES = 1;

/** Bytes on disk. */
export interface Kept {
  /** By schema and table, indexes and all parts of it together. */
  tables: Map<string, Table>;
  /** By topic, one copy of all partitions. */
  topics: Map<string, number>;
  /** Written ahead since the server was made. */
  log: number;
  /** Whole pages in the log: a page's first change after a checkpoint is logged as one. */
  pages: number;
}

interface Table {
  bytes: number;
  /** Bytes of its indexes, which are part of `bytes`. */
  indexes: number;
  updated: number;
  /** Updated without a touch of any index. */
  hot: number;
}

/** Vacuums, as PostgreSQL does by itself once a minute: a round is shorter. What it frees is used again or returned. */
export const vacuum = ({ stack }: Product): Promise<unknown> => onDatabase(stack, (client) => client.query('VACUUM'));

export const kept = ({ stack, dir }: Product): Promise<Kept> =>
  onDatabase(stack, async (client) => {
    const { rows } = await client.query<Table & { name: string; log: number; pages: number }>(
      `SELECT schemaname || '.' || regexp_replace(relname, '_?[0-9]+$', '') AS name, sum(pg_total_relation_size(relid))::float8 AS bytes,
         sum(pg_indexes_size(relid))::float8 AS indexes,
         sum(n_tup_upd)::float8 AS updated, sum(n_tup_hot_upd)::float8 AS "hot", (pg_current_wal_lsn() - '0/0')::float8 AS log,
         (SELECT wal_fpi::float8 FROM pg_stat_wal) AS pages
       FROM pg_stat_user_tables GROUP BY 1`,
    );
    return {
      tables: new Map(rows.map(({ name, ...table }) => [name, table])),
      topics: topicsIn(join(dir, 'kafka', 'data')),
      log: rows[0]?.log ?? 0,
      pages: rows[0]?.pages ?? 0,
    };
  });

async function onDatabase<T>(stack: Product['stack'], work: (client: Client) => Promise<T>): Promise<T> {
  const url = new URL(stack.postgres.superuserUrl);
  url.pathname = DATABASE;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function topicsIn(folder: string): Map<string, number> {
  const topics = new Map<string, number>();
  for (const partition of readdirSync(folder, { withFileTypes: true })) {
    const name = /^(.+)-\d+$/.exec(partition.name)?.[1];
    if (!name || !partition.isDirectory()) continue;
    for (const file of readdirSync(join(folder, partition.name))) {
      if (!file.endsWith('.log')) continue;
      const { size } = statSync(join(folder, partition.name, file), { throwIfNoEntry: false }) ?? { size: 0 };
      topics.set(name, (topics.get(name) ?? 0) + size);
    }
  }
  return topics;
}

/** Growth per message. @param vacuumed - after a VACUUM: what stays */
export function printKept(before: Kept, after: Kept, vacuumed: Kept, messages: number): void {
  const grew = (now: number, then: number | undefined) => (now - (then ?? 0)) / messages;
  const tables = [...after.tables].map(([name, { bytes, indexes, updated, hot }]) => {
    const old = before.tables.get(name);
    const stays = grew(vacuumed.tables.get(name)?.bytes ?? 0, old?.bytes);
    const updates = updated - (old?.updated ?? 0);
    const share = (100 * (hot - (old?.hot ?? 0))) / updates;
    const how =
      updates < messages / 10 ? '' : `, updated ${(updates / messages).toFixed(1)} times, ${share.toFixed(0)} % HOT`;
    const parts = `, ${grew(indexes, old?.indexes).toFixed(0)} of indexes, ${stays.toFixed(0)} after VACUUM`;
    return { name, bytes: grew(bytes, old?.bytes), stays, how: parts + how };
  });
  const topics = [...after.topics].map(([name, bytes]) => ({
    name,
    bytes: grew(bytes, before.topics.get(name)),
    how: '',
  }));
  const pages = grew(after.pages, before.pages);
  const log = `${grew(after.log, before.log).toFixed(0)} of its log with ${pages.toFixed(2)} whole pages`;
  const stay = tables.reduce((sum, { stays }) => sum + stays, 0);
  printParts(`PostgreSQL, goal ${GOALS.tables}`, tables, `, ${stay.toFixed(0)} after VACUUM, ${log}`);
  printParts(`Kafka, one copy, goal ${GOALS.topics}`, topics);
}

function printParts(label: string, parts: { name: string; bytes: number; how: string }[], more = ''): void {
  const sum = parts.reduce((total, { bytes }) => total + bytes, 0);
  printFigure(label, `${sum.toFixed(0)} bytes a message${more}`);
  for (const { name, bytes, how } of parts.sort((a, b) => b.bytes - a.bytes)) {
    if (bytes >= MIN_BYTES) printFigure(`  ${name}`, `${bytes.toFixed(0)}${how}`);
  }
}
