import { DataSource, type MigrationInterface } from 'typeorm';

/** Any constant will do, as long as all replicas of a service use the same. */
const MIGRATION_LOCK = 5_108_036_180;
const MIGRATIONS_TABLE = 'schema_migrations';

export type MigrationClass = new () => MigrationInterface;

export interface DatabaseSettings {
  /** `postgres://role:password@host:port/database`; the role's search_path is its own schema. */
  url: string;
  migrations: MigrationClass[];
  poolSize?: number;
}

/** How long a statement, or a transaction nobody works in, may last where requests wait for it. */
const WHILE_SERVING_MS = 60_000;

/**
 * Opens the pool and brings the schema up to date; replicas starting together take turns.
 * @throws Error naming the host and what to check when the server cannot be reached or refuses the role
 */
export async function openDataSource(settings: DatabaseSettings): Promise<DataSource> {
  const dataSource = await connect(settings, WHILE_SERVING_MS);
  await migrate(dataSource);
  return dataSource;
}

/**
 * Brings the schema up to date and closes. Statements may last as long as they need, since nobody is waiting: a new index on
 * a large table takes minutes.
 * @returns the names of the migrations that were due
 * @throws Error naming the migration that failed; those before it are kept
 */
export async function migrateSchema(settings: DatabaseSettings): Promise<string[]> {
  const dataSource = await connect({ poolSize: 2, ...settings }, 0);
  try {
    return await migrate(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

async function connect({ url, migrations, poolSize = 10 }: DatabaseSettings, limitMs: number): Promise<DataSource> {
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    migrations,
    migrationsTableName: MIGRATIONS_TABLE,
    installExtensions: false,
    poolSize,
    connectTimeoutMS: 5_000,
    // `pipeline`: statements that nobody waits for go with the next one, BEGIN with the first (`Tx.send`).
    extra: { pipeline: true, statement_timeout: limitMs, idle_in_transaction_session_timeout: limitMs },
  });
  try {
    return await dataSource.initialize();
  } catch (error) {
    throw new Error(
      `PostgreSQL at ${hostOf(url)} cannot be used: ${(error as Error).message}. Check DATABASE_URL and the server.`,
      {
        cause: error,
      },
    );
  }
}

async function migrate(dataSource: DataSource): Promise<string[]> {
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    try {
      return (await dataSource.runMigrations({ transaction: 'each' })).map(({ name }) => name);
    } catch (error) {
      throw new Error(
        `Migration ${await firstDue(dataSource)} failed: ${(error as Error).message}. Nothing of it is kept, those before it are; mend the cause and start again.`,
        { cause: error },
      );
    } finally {
      await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    }
  } finally {
    await lock.release();
  }
}

async function firstDue(dataSource: DataSource): Promise<string> {
  const done = await dataSource.query<{ name: string }[]>(`SELECT name FROM ${MIGRATIONS_TABLE}`);
  const names = new Set(done.map(({ name }) => name));
  return dataSource.migrations.find(({ name = '' }) => !names.has(name))?.name ?? 'of this schema';
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : 'an address that is no URL');
