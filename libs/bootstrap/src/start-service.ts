import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MicroserviceOptions } from '@nestjs/microservices';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { peopleOf } from '@stopsms/access';
import { hardenServer } from '@stopsms/http';
import { patientFor } from '@stopsms/messaging';
import { Relay } from '@stopsms/outbox';
import { Database } from '@stopsms/persistence';
import { createLog, saveSimulatedClock, watchDatabase, watchKafka } from '@stopsms/service';
import type { z } from 'zod';
import { createApp } from './http-app';
import { Starting } from './probes/starting';
import { followGeneration } from './recipient-keys/follow-generation';
import { RecipientSecretGuard } from './recipient-keys/recipient-secret';
import { type RunningService, type ServiceDefinition, configOf } from './service-definition';
import { type ServiceParts, connectParts } from './service-parts';
import type { BaseConfig } from './settings/service-settings';
import { shutDown } from './shut-down';

type Patiently = ReturnType<typeof patientFor>;

/**
 * Starts a service: configuration, Kafka, migrations, topics, handlers against the topology, then HTTP. Until all of that is in
 * order, only probes are answered.
 * @param onFatal - called when the service cannot continue and must be restarted
 */
export async function startService<E extends z.ZodRawShape>(
  definition: ServiceDefinition<E>,
  env: NodeJS.ProcessEnv,
  onFatal: (error: Error) => void,
): Promise<RunningService> {
  const config = configOf(definition, env);
  const log = createLog(definition.name, config.LOG_LEVEL);
  const starting = new Starting(definition.name);
  await starting.listen(config.PORT, config.HOST);

  starting.waitsFor('Kafka');
  const parts = await connectParts(definition, config, log, onFatal);
  // Brokers may go away again once reached, and the database right after its migrations.
  const patiently = patientFor(config.START_WAIT_MS);
  const secret = await checkRecipientSecret(parts, patiently);
  watchKafka(parts.readiness, parts.metrics, parts.transport);
  if (secret) parts.readiness.register('recipient-secret', () => secret.problem());
  const people = peopleOf(config, parts.readiness, log);

  if (definition.migrations) starting.waitsFor('PostgreSQL and its migrations');
  const app = await createApp(definition, config, parts, people);
  const database = definition.migrations && (await followDatabase(app, config, parts, patiently, onFatal));

  starting.waitsFor('Kafka, its topics and its consumer groups');
  app.connectMicroservice<MicroserviceOptions>({ strategy: parts.transport });
  await app.startAllMicroservices();
  await starting.end();
  const server = await listen(app, config, definition.takesExpect);
  parts.readiness.watch();
  const { port } = server.address() as AddressInfo;
  log.info({ port }, `${definition.name} listens`);

  const get: RunningService['get'] = (token) => app.get(token, { strict: false });
  const { beforeCanary, beforeClose } = definition;
  secret?.verify(beforeCanary && (() => beforeCanary({ get }))).catch(onFatal);
  const end = () =>
    shutDown({
      ...{ app, server, parts, database, secret, people },
      beforeClose: async () => beforeClose?.({ get }),
    });
  let ended: Promise<void> | undefined;
  return { url: `http://127.0.0.1:${port}`, get, close: () => (ended ??= end()) };
}

async function checkRecipientSecret(
  { name, kafka, keys, publisher, log }: ServiceParts,
  patiently: Patiently,
): Promise<RecipientSecretGuard | undefined> {
  if (!keys) return undefined;
  const guard = new RecipientSecretGuard(name, kafka, keys, publisher, log);
  await patiently(() => guard.check());
  return guard;
}

/** Starts the parts of a service with a database: refuses a clock that is behind its data, and follows the generation of its keys. */
async function followDatabase(
  app: NestExpressApplication,
  config: BaseConfig,
  { keys, clock, readiness, metrics, log }: ServiceParts,
  patiently: Patiently,
  onFatal: (error: Error) => void,
) {
  const [database, relay] = [app.get(Database), app.get(Relay)];
  const saveClock =
    config.STOPSMS_MODE === 'development' ? await patiently(() => saveSimulatedClock(database, clock, log)) : undefined;
  const endGeneration = keys && (await patiently(() => followGeneration(database, keys, log, onFatal)));
  watchDatabase(readiness, metrics, database, relay);
  return {
    /** Sends what is committed, and ends background access to the database. */
    flush: async () => {
      await relay.stop();
      await saveClock?.();
      endGeneration?.();
    },
  };
}

async function listen(app: NestExpressApplication, config: BaseConfig, takesExpect?: RegExp): Promise<Server> {
  const server = app.getHttpServer() as Server;
  hardenServer(server, config, takesExpect);
  await app.listen(config.PORT, config.HOST);
  return server;
}
