import { CannotStart } from '@stopsms/kernel';
import { type DataSource, MigrationExecutor, type MigrationInterface } from 'typeorm';

/** Any constant works if all replicas of a service use the same. */
const MIGRATION_LOCK = 5_108_036_180;

export type MigrationClass = new () => MigrationInterface;

export interface MigrationLog {
  info(fields: object, line: string): void;
  warn(fields: object, line: string): void;
}

/**
 * Migrates the schema, one transaction per migration: each is applied whole or not at all, and the next start continues with
 * the first that is missing. A schema newer than this release is kept and logged: during a deployment, and after a rollback,
 * the earlier release runs on it (a migration keeps the release before it working; CONTRIBUTING.md).
 * @throws CannotStart naming the migration that failed
 */
export async function migrate(dataSource: DataSource, log: MigrationLog): Promise<void> {
  const runner = dataSource.createQueryRunner();
  try {
    // An index on a large table takes longer than other statements may.
    await runner.query('SET statement_timeout = 0');
    const [{ mine } = { mine: false }] = (await runner.query('SELECT pg_try_advisory_lock($1) AS mine', [
      MIGRATION_LOCK,
    ])) as { mine: boolean }[];
    if (!mine) {
      log.info({}, 'Another replica brings the schema up to date; waiting for it');
      await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    }
    const executor = new MigrationExecutor(dataSource, runner);
    executor.transaction = 'each';
    try {
      await executor.executePendingMigrations();
    } catch (error) {
      if (error instanceof CannotStart) throw error;
      const [failed] = await executor.getPendingMigrations();
      throw new CannotStart(
        `Migration ${failed?.name} failed and was rolled back whole: ${(error as Error).message}. Earlier migrations are applied, and nothing is half done. Mend the cause in the database and start again, or deploy the version before.`,
        { cause: error },
      );
    }
    await logUnknown(dataSource, executor, log);
    await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await runner.query('RESET statement_timeout');
  } finally {
    await runner.release();
  }
}

async function logUnknown(dataSource: DataSource, executor: MigrationExecutor, log: MigrationLog): Promise<void> {
  const known = dataSource.migrations.map(({ name, constructor }) => name ?? constructor.name);
  const newest = Math.max(...known.map((name) => Number(name.slice(-13))));
  // Older names are of migrations that became one.
  const newer = (await executor.getExecutedMigrations()).filter(({ timestamp }) => Number(timestamp) >= newest);
  const unknown = newer.map(({ name }) => name).filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  log.warn(
    { migrations: unknown },
    `The schema is newer than this version: it has ${unknown.join(', ')}. Going on, since a migration leaves the release before it working; deploy the newer version, or restore its backup when it is more than one release ahead.`,
  );
}
