import { type MigrationClass, databaseConnection, openDataSource } from '@stopsms/persistence';
import { type Log, createLog } from '@stopsms/service';
import type { z } from 'zod';
import { type ServiceDefinition, configOf } from './service-definition';
import type { BaseConfig } from './settings/service-settings';

/**
 * Migrates a service's schema before its replicas are replaced. All settings are read first, so that faults that would stop the new
 * replicas are reported while the old ones still run.
 */
export async function migrateService<E extends z.ZodRawShape>(
  definition: ServiceDefinition<E>,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const { name, migrations } = definition;
  const config = configOf(definition, env);
  const log = createLog(name, config.LOG_LEVEL);
  if (!migrations || config.DATABASE_URL === undefined) {
    log.info(`${name} keeps nothing in a database: there is nothing to migrate`);
    return;
  }
  await migrateDatabase({ ...config, DATABASE_URL: config.DATABASE_URL }, migrations, log);
}

/** Migrates a schema with settings that are read already. */
export async function migrateDatabase(
  config: Pick<BaseConfig, 'DATABASE_SSL_CA' | 'START_WAIT_MS'> & { DATABASE_URL: string },
  migrations: MigrationClass[],
  log: Log,
): Promise<void> {
  const connection = databaseConnection(config.DATABASE_URL, config.DATABASE_SSL_CA);
  const patienceMs = config.START_WAIT_MS;
  const dataSource = await openDataSource({ connection, migrations, poolSize: 2, patienceMs, log });
  await dataSource.destroy();
  log.info('Schema is up to date');
}
