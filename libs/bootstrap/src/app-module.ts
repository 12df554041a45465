import type { DynamicModule } from '@nestjs/common';
import { AdvertisersFollower } from '@stopsms/advertisers';
import { OutboxModule } from '@stopsms/outbox';
import { type MigrationClass, PersistenceModule, databaseConnection } from '@stopsms/persistence';
import type { Log } from '@stopsms/service';
import type { z } from 'zod';
import { PlatformModule, type PlatformParts } from './platform.module';
import { ChangeOwnKeys, ChangeRecipientKeys } from './recipient-keys/change-recipient-keys';
import { RecipientGenerationController } from './recipient-keys/recipient-generation.controller';
import type { ServiceDefinition } from './service-definition';
import type { BaseConfig } from './settings/service-settings';

/** Root module of a service: the parts that all services have, and its own. */
export function appModule<E extends z.ZodRawShape>(
  definition: ServiceDefinition<E>,
  config: BaseConfig & z.output<z.ZodObject<E>>,
  parts: PlatformParts,
  database: DatabaseParts | undefined,
): DynamicModule {
  const own = definition.module(config);
  const keepsKeys = definition.migrations !== undefined && definition.hashesNumbers === true;
  class AppModule {}
  return {
    module: AppModule,
    imports: [
      PlatformModule.forRoot(parts, definition),
      ...(definition.migrations && database
        ? [PersistenceModule.forRoot(database), OutboxModule.forRoot(database)]
        : []),
      ...(own.imports ?? []),
    ],
    controllers: [
      AdvertisersFollower,
      ...(keepsKeys ? [RecipientGenerationController] : []),
      ...(own.controllers ?? []),
    ],
    // Nest uses the last provider of a token: a service that must change more than its own tables overrides it.
    providers: [
      ...(keepsKeys ? [{ provide: ChangeRecipientKeys, useClass: ChangeOwnKeys }] : []),
      ...(own.providers ?? []),
    ],
  };
}

type DatabaseParts = Parameters<typeof PersistenceModule.forRoot>[0] & Parameters<typeof OutboxModule.forRoot>[0];

export function databaseOf(
  config: BaseConfig,
  migrations: MigrationClass[] | undefined,
  log: Log,
): DatabaseParts | undefined {
  if (!migrations || config.DATABASE_URL === undefined) return undefined;
  const connection = databaseConnection(config.DATABASE_URL, config.DATABASE_SSL_CA);
  return { connection, migrations, log, patienceMs: config.START_WAIT_MS };
}
