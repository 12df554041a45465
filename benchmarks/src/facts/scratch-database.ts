import { type LocalPostgres, startPostgres } from '@stopsms/local-stack';
import { Database, databaseConnection, openDataSource, provisionDatabase } from '@stopsms/persistence';
import { Client } from 'pg';
import { MIGRATIONS } from '../../../apps/compliance/src/migrations';
import { processorSeconds } from '../product/processor-time';

/** Bytes of tables with all their partitions. */
export interface Size {
  /** Includes values outside the rows (TOAST). */
  heap: number;
  index: number;
}

/** Database server of the benchmark; each subject has a database of its own, with compliance's schema. */
export class Server {
  private made = 0;

  private constructor(private readonly postgres: LocalPostgres) {}

  static async start(dir: string): Promise<Server> {
    return new Server(await startPostgres({ dir }));
  }

  /** Processor seconds of all its processes. */
  processorSeconds(): number {
    return processorSeconds({ postgres: this.postgres.pid })['postgres'] ?? NaN;
  }

  async database(): Promise<ScratchDatabase> {
    const database = `facts_${this.made++}`;
    const { superuserUrl } = this.postgres;
    const urls = await provisionDatabase({ superuserUrl, database, roles: { compliance: 'benchmark' } });
    const owner = new URL(superuserUrl);
    owner.pathname = `/${database}`;
    const superuser = new Client({ connectionString: owner.href });
    // A run that failed ends the server before it: the first error counts.
    superuser.on('error', () => undefined);
    await superuser.connect();
    const connection = databaseConnection(urls['compliance'] ?? '');
    const source = await openDataSource({ connection, migrations: MIGRATIONS, poolSize: 2 });
    return new ScratchDatabase(new Database(source), superuser, () => source.destroy());
  }

  async stop(): Promise<void> {
    await this.postgres.stop();
  }
}

export class ScratchDatabase {
  constructor(
    readonly database: Database,
    private readonly superuser: Client,
    private readonly closePool: () => Promise<void>,
  ) {}

  /** Bytes of write-ahead log since the server was made. */
  async walBytes(): Promise<number> {
    const { rows } = await this.superuser.query<{ bytes: string }>(
      `SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') AS bytes`,
    );
    return Number(rows[0]?.bytes);
  }

  async checkpoint(): Promise<void> {
    await this.superuser.query('CHECKPOINT');
  }

  async sizeOf(tables: readonly string[]): Promise<Size> {
    const [size] = await this.database.query<Size>(
      `SELECT sum(pg_table_size(t))::float8 AS heap, sum(pg_indexes_size(t))::float8 AS index
       FROM (SELECT n::regclass AS t FROM unnest($1::text[]) AS n
         UNION SELECT inhrelid FROM pg_inherits WHERE inhparent = ANY($1::regclass[])) r`,
      [tables],
    );
    return size ?? { heap: NaN, index: NaN };
  }

  async close(): Promise<void> {
    await this.superuser.end();
    await this.closePool();
  }
}
