import { setTimeout as delay } from 'node:timers/promises';
import { CannotStart } from '@stopsms/kernel';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { type DatabaseConnection, explainDatabaseFault } from './connection';
import { type MigrationClass, type MigrationLog, migrate } from './migrate';

export interface DatabaseSettings {
  /** Connection of a role whose search_path is its own schema. */
  connection: DatabaseConnection;
  migrations: MigrationClass[];
  poolSize?: number;
  /** Time to wait for a server that does not respond; none by default. */
  patienceMs?: number;
  log?: MigrationLog;
}

const EVERY_MS = 500;
const silent: MigrationLog = { info: () => undefined, warn: () => undefined };

/**
 * Opens the pool and migrates the schema; replicas that start together take turns.
 * @throws CannotStart naming the server and what to do when it cannot be reached, refuses us, or a migration fails
 */
export async function openDataSource({
  connection,
  migrations,
  poolSize = 10,
  patienceMs = 0,
  log = silent,
}: DatabaseSettings): Promise<DataSource> {
  const dataSource = new DataSource({
    type: 'postgres',
    url: connection.connectionString,
    ssl: connection.ssl,
    migrations,
    migrationsTableName: 'schema_migrations',
    installExtensions: false,
    poolSize,
    connectTimeoutMS: 5_000,
    // `pipeline`: statements without a waiting caller are sent with the next one, BEGIN with the first (`Tx.send`).
    extra: { pipeline: true, statement_timeout: 60_000, idle_in_transaction_session_timeout: 60_000 },
  });
  await reach(dataSource, connection.connectionString, patienceMs, log);
  survive(dataSource);
  try {
    await migrate(dataSource, log);
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
  return dataSource;
}

/**
 * Adds a listener for the moment between the pool's listener and that of the next holder of a connection, in which an error
 * of the server would end the process. The next query reports what it broke.
 */
function survive(dataSource: DataSource): void {
  const { master } = dataSource.driver as unknown as { master: Pool };
  master.on('connect', (client) => client.on('error', () => undefined));
}

async function reach(dataSource: DataSource, url: string, patienceMs: number, log: MigrationLog): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (let tries = 1; ; tries += 1) {
    try {
      await dataSource.initialize();
      return;
    } catch (error) {
      const { line, passes } = explainDatabaseFault(error, url);
      if (!passes || Date.now() + EVERY_MS > deadline) throw new CannotStart(line, { cause: error });
      if (tries === 1) log.warn({ patienceMs }, `${line} Waiting.`);
    }
    await delay(EVERY_MS);
  }
}
