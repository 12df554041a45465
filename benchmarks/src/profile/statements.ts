import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import type { Product } from '../product/product';

const STATEMENTS_SHOWN = 20;
const TEXT_SHOWN = 150;

/** Time of PostgreSQL by statement, from pg_stat_statements. */
export class Statements {
  private constructor(private readonly client: Client) {}

  /** Has PostgreSQL load the extension, which needs a restart. Resolves once every service has its database back. */
  static async count({ stack }: Product): Promise<Statements> {
    const connect = async () => {
      const client = new Client({ connectionString: stack.postgres.superuserUrl });
      client.on('error', () => undefined);
      await client.connect();
      return client;
    };
    const first = await connect();
    await first.query(`ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'`);
    await first.end();
    await stack.postgres.restart();
    for (const { url } of Object.values(stack.services)) {
      while (!(await fetch(`${url}/health/ready`)).ok) await delay(100);
    }
    const client = await connect();
    await client.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
    return new Statements(client);
  }

  async start(): Promise<void> {
    await this.client.query('SELECT pg_stat_statements_reset()');
  }

  /** @param messages - by which the figures are divided */
  async print(messages: number): Promise<void> {
    const { rows } = await this.client.query<Row>(
      `SELECT r.rolname AS role, s.calls::float8, s.rows::float8, s.total_exec_time AS ms, s.wal_bytes::float8 AS wal,
         sum(s.total_exec_time) OVER () AS "allMs", sum(s.wal_bytes) OVER ()::float8 AS "allWal", s.query AS text
       FROM pg_stat_statements s JOIN pg_roles r ON r.oid = s.userid ORDER BY s.total_exec_time DESC LIMIT ${STATEMENTS_SHOWN}`,
    );
    await this.client.end();
    const [first] = rows;
    const all = `${((1e3 * (first?.allMs ?? 0)) / messages).toFixed(0)} µs and ${((first?.allWal ?? 0) / messages).toFixed(0)} bytes of log`;
    console.log(`\nstatements of postgres, ${all} a message: µs · log bytes a message · calls · rows a call`);
    for (const { role, calls, rows: found, ms, wal, text } of rows) {
      const figures = [(1e3 * ms) / messages, wal / messages, calls, found / calls].map((one) =>
        one.toFixed(0).padStart(6),
      );
      console.log(`  ${figures.join(' ')}  ${role}: ${text.replace(/\s+/g, ' ').slice(0, TEXT_SHOWN)}`);
    }
  }
}

interface Row {
  role: string;
  calls: number;
  rows: number;
  ms: number;
  wal: number;
  allMs: number;
  allWal: number;
  text: string;
}
