import { NestFactory } from '@nestjs/core';
import type { OpenAPIObject } from '@nestjs/swagger';
import { documentOf } from '@stopsms/http';
import { databaseConnection } from '@stopsms/persistence';
import type { Log } from '@stopsms/service';
import type { z } from 'zod';
import type { PlatformParts } from './platform.module';
import { appModule } from './app-module';
import { type ServiceDefinition, describedConfig } from './service-definition';

/** Returns the OpenAPI document of a service without starting it: its modules are scanned, no provider is created. */
export async function describeService<E extends z.ZodRawShape>(
  definition: ServiceDefinition<E>,
): Promise<OpenAPIObject> {
  const config = describedConfig(definition);
  const nobody = { child: () => nobody } as unknown as Log;
  const database = {
    connection: databaseConnection('postgres://nowhere/none'),
    log: nobody,
    migrations: [],
    patienceMs: 0,
  };
  const app = await NestFactory.create(appModule(definition, config, {} as PlatformParts, database), {
    preview: true,
    logger: false,
    abortOnError: false,
  });
  return documentOf(app, definition.name, definition.description);
}
