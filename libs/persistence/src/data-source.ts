import { DataSource, type MigrationInterface } from 'typeorm';

/** Any constant will do, as long as all replicas of a service use the same. */
const MIGRATION_LOCK = 5_108_036_180;

export type MigrationClass = new () => MigrationInterface;

export interface DatabaseSettings {
  /** `postgres://role:password@host:port/database`; the role's search_path is its own schema. */
  url: string;
  migrations: MigrationClass[];
  poolSize?: number;
}

/**
 * Opens the pool and brings the schema up to date; replicas starting together take turns.
 * @throws Error naming the host and what to check when the server cannot be reached or refuses the role
 */
export async function openDataSource({ url, migrations, poolSize = 10 }: DatabaseSettings): Promise<DataSource> {
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    migrations,
    migrationsTableName: 'schema_migrations',
    installExtensions: false,
    poolSize,
    connectTimeoutMS: 5_000,
    // `pipeline`: statements that nobody waits for go with the next one, BEGIN with the first (`Tx.send`).
    extra: { pipeline: true, statement_timeout: 60_000, idle_in_transaction_session_timeout: 60_000 },
  });
  try {
    await dataSource.initialize();
  } catch (error) {
    throw new Error(
      `PostgreSQL at ${hostOf(url)} cannot be used: ${(error as Error).message}. Check DATABASE_URL and the server.`,
      {
        cause: error,
      },
    );
  }
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await dataSource.runMigrations({ transaction: 'each' });
    await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
  } finally {
    await lock.release();
  }
  return dataSource;
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : 'an address that is no URL');
