import { AccessGuard, Identify, KeyUses, LiveRequests, PeopleLimit, peopleOf } from '@stopsms/access';
import { AdvertiserDirectory, AdvertisersFollower } from '@stopsms/advertisers';
import { Audit, AuditInterceptor, OutboxTrail, Refusals, TopicTrail } from '@stopsms/audit';
import {
  NoNumberInAddress,
  ProblemFilter,
  RateLimit,
  RequestPipe,
  countRequests,
  documentOf,
  forbidCaching,
  hardenServer,
  screenRequests,
  traceRequests,
} from '@stopsms/http';
import {
  Guarantees,
  Metrics,
  Readiness,
  StallWatch,
  createLog,
  kafkaAccess,
  nestLog,
  noticeLostReply,
  saveSimulatedClock,
  watchDatabase,
  watchKafka,
} from '@stopsms/service';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import type { DynamicModule, ModuleMetadata, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { MicroserviceOptions } from '@nestjs/microservices';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import { type ServiceName, type Topic, topicsReadBy } from '@stopsms/contracts';
import { Pseudonyms, RecipientKeys, clockFrom } from '@stopsms/kernel';
import { KafkaTransport, Publisher, type TopicAlias, connect, patientFor, reachKafka } from '@stopsms/messaging';
import { Outbox, OutboxModule, Relay } from '@stopsms/outbox';
import { Database, type MigrationClass, PersistenceModule, databaseConnection } from '@stopsms/persistence';
import { isTracing } from '@stopsms/tracing';
import { z } from 'zod';
import { type SecretsOf, loadConfig } from './settings/config';
import type { BaseConfig } from './settings/service-settings';
import { DeadLetters } from './dead-letters/dead-letters';
import { Starting } from './probes/starting';
import { KitModule, type KitParts, type Trust } from './kit.module';
import { followGeneration } from './recipient-keys/follow-generation';
import { ChangeOwnKeys, ChangeRecipientKeys } from './recipient-keys/change-recipient-keys';
import { RecipientGenerationController } from './recipient-keys/recipient-generation.controller';
import { RecipientSecretGuard } from './recipient-keys/recipient-secret';
import { type PlainOperators, showConnections } from './settings/plain-connections';

export interface ServiceDefinition<E extends z.ZodRawShape = z.ZodRawShape> extends Trust {
  name: ServiceName;
  /** One line for OpenAPI. */
  description: string;
  /** Environment variables besides the common ones; a function where one of them speaks of others. */
  config: z.ZodObject<E> | ((env: NodeJS.ProcessEnv) => z.ZodObject<E>);
  /** Its secrets, which must be no examples in production mode. */
  secrets?: SecretsOf<z.output<z.ZodObject<E>>>;
  /** For a service that binds to operators: those it reaches without TLS. */
  plainOperators?: PlainOperators<z.output<z.ZodObject<E>>>;
  /** Topics that its handlers read besides those of the topology. */
  topicAliases?: (config: z.output<z.ZodObject<E>>) => TopicAlias[];
  /** Topics that it writes besides those of the topology, for outsiders. */
  outsiders?: (config: z.output<z.ZodObject<E>>) => Topic[];
  /** Absent for a service that keeps nothing. */
  migrations?: MigrationClass[];
  module: (
    config: BaseConfig & z.output<z.ZodObject<E>>,
  ) => Pick<ModuleMetadata, 'imports' | 'controllers' | 'providers'>;
  /** Addresses of senders that cannot be changed and may send `Expect: 100-continue`; see `hardenServer`. */
  takesExpect?: RegExp;
  /** Asked before the secret's canary is put on an opt-out topic without one: true once all that must come first is there. */
  beforeCanary?: (service: Pick<RunningService, 'get'>) => Promise<boolean>;
  /** Stops what brings work in from elsewhere, before anything that does the work is stopped. */
  beforeClose?: (service: Pick<RunningService, 'get'>) => Promise<void>;
}

export interface RunningService {
  url: string;
  get: <T>(token: Type<T> | (abstract new (...args: never[]) => T)) => T;
  /** Stops taking work, ends what is under way, sends what is committed, and closes. */
  close: () => Promise<void>;
}

export const defineService = <E extends z.ZodRawShape>(definition: ServiceDefinition<E>): ServiceDefinition<E> =>
  definition;

/** What a request that is under way may still take when its service ends. */
const UPLOAD_PATIENCE_MS = 4_000;

/** @throws ConfigurationError with one line per problem */
export function configOf<E extends z.ZodRawShape>(definition: ServiceDefinition<E>, env: NodeJS.ProcessEnv) {
  const own = typeof definition.config === 'function' ? definition.config(env) : definition.config;
  const { name, migrations, hashesNumbers = false, namesRecipients = false, secrets, plainOperators } = definition;
  const needs = {
    database: migrations !== undefined,
    recipientSecret: hashesNumbers,
    pseudonymSecret: namesRecipients,
  };
  return loadConfig(name, own, env, needs, secrets, plainOperators);
}

/**
 * Starts a service: configuration, migrations, topics, handlers against the topology, then HTTP. Before all
 * of that is in order, only probes are answered.
 * @param onFatal - told when the service cannot go on and must be restarted
 */
export async function startService<E extends z.ZodRawShape>(
  definition: ServiceDefinition<E>,
  env: NodeJS.ProcessEnv,
  onFatal: (error: Error) => void,
): Promise<RunningService> {
  const { name } = definition;
  const config = configOf(definition, env);
  const log = createLog(name, config.LOG_LEVEL);
  const clock = clockFrom(config.STOPSMS_CLOCK);
  const { STOPSMS_RECIPIENT_SECRET: secret, PSEUDONYM_SECRET: naming } = config;
  const keys = secret === undefined ? undefined : new RecipientKeys(secret);
  const pseudonyms = naming === undefined ? undefined : new Pseudonyms(naming, keys);
  const connection = { service: name, ...kafkaAccess(config) };
  const starting = new Starting(name);
  await starting.listen(config.PORT, config.HOST);
  starting.waitsFor('Kafka');
  await reachKafka(connection, log, config.START_WAIT_MS);
  const kafka = connect(connection, log);
  const publisher = new Publisher(kafka, `/stopsms/${name}`, clock);
  const topicAliases = definition.topicAliases?.(config) ?? [];
  const metrics = new Metrics(name, [...topicsReadBy(name), ...topicAliases.map(({ topic }) => topic)]);
  showConnections(config, definition.plainOperators?.(config), metrics, log);
  const stalls = new StallWatch(metrics, log);
  const guarantees = new Guarantees(metrics, log);
  const uses = new KeyUses();
  const readiness = new Readiness(log);
  const transport: KafkaTransport = new KafkaTransport({
    service: name,
    kafka,
    connection,
    startWaitMs: config.START_WAIT_MS,
    publisher,
    clock,
    log,
    topicAliases,
    outsiders: definition.outsiders?.(config) ?? [],
    ...(keys && { keys }),
    onFatal,
    onDeadLetter: (topic, code) => {
      metrics.deadLetters.inc({ topic, code });
      noticeLostReply(guarantees, name, topic, code);
    },
  });
  const live = new LiveRequests(log);
  const directory = new AdvertiserDirectory(
    () => transport,
    () => live.look(),
  );
  const deadLetters = new DeadLetters(
    name,
    topicAliases.map(({ topic }) => topic),
    () => transport,
  );
  const guard = keys && new RecipientSecretGuard(name, kafka, keys, publisher, log);
  // Brokers may go away again once reached, and the database right after its migrations.
  const patiently = patientFor(config.START_WAIT_MS);
  if (guard) await patiently(() => guard.check());
  watchKafka(readiness, metrics, transport);
  if (guard) readiness.register('recipient-secret', () => guard.problem());
  const people = peopleOf(config, readiness, log);

  if (definition.migrations) starting.waitsFor('PostgreSQL and its migrations');
  const kit = {
    ...{ clock, keys, pseudonyms, publisher, transport, directory, readiness, metrics, guarantees, uses, log },
    deadLetters,
    peopleLimit: new PeopleLimit(config.PEOPLE_PER_HOUR),
  };
  const app = await NestFactory.create<NestExpressApplication>(
    appModule(definition, config, kit, databaseOf(config, definition.migrations, log)),
    { logger: nestLog(log), abortOnError: false, bodyParser: false },
  );
  app.set('trust proxy', config.TRUSTED_PROXIES ?? false);
  if (isTracing()) app.use(traceRequests);
  app.use(countRequests(metrics));
  app.use(forbidCaching, screenRequests);
  const audit = new Audit({
    service: name,
    trail: definition.migrations
      ? new OutboxTrail(name, app.get(Database), app.get(Outbox))
      : new TopicTrail(name, publisher),
    knowing: { keys, countryOf: (id) => directory.get(id)?.country },
    clock,
    metrics,
    log,
  });
  const refusals = new Refusals(audit);
  app.useGlobalGuards(
    refusals,
    new AccessGuard({
      identify: new Identify({
        operators: config.OPERATOR_KEYS ?? new Map(),
        keyNeeded: config.STOPSMS_MODE === 'production' || config.OPERATOR_KEYS !== undefined,
        formNeeded: config.STOPSMS_MODE === 'production',
        directory,
        people: people?.verify,
        uses,
        clock,
      }),
      limit: new RateLimit(config.API_RATE_PER_SECOND),
      live,
      get: (token) => app.get(token, { strict: false }),
    }),
    new NoNumberInAddress(),
  );
  app.useGlobalPipes(new RequestPipe());
  app.useGlobalInterceptors(new AuditInterceptor(audit, refusals));
  app.useGlobalFilters(new ProblemFilter(log, (request, problem) => void refusals.refused(request, problem)));
  app.connectMicroservice<MicroserviceOptions>({ strategy: transport });
  // Built when first asked for: most replicas are never asked.
  SwaggerModule.setup('docs', app, () => documentOf(app, name, definition.description, config.OIDC_ISSUER), {
    jsonDocumentUrl: 'openapi.json',
  });

  const relay = definition.migrations ? app.get(Relay) : undefined;
  const noted =
    definition.migrations && config.STOPSMS_MODE === 'development'
      ? await patiently(() => saveSimulatedClock(app.get(Database), clock, log))
      : undefined;
  const followed =
    definition.migrations && keys
      ? await patiently(() => followGeneration(app.get(Database), keys, log, onFatal))
      : undefined;
  if (definition.migrations) watchDatabase(readiness, metrics, app.get(Database), app.get(Relay));
  starting.waitsFor('Kafka, its topics and its consumer groups');
  await app.startAllMicroservices();
  await starting.end();
  hardenServer(app.getHttpServer() as Server, definition.takesExpect);
  await app.listen(config.PORT, config.HOST);
  readiness.watch();
  const { port } = (app.getHttpServer() as Server).address() as AddressInfo;
  log.info({ port }, `${name} listens`);

  const get: RunningService['get'] = (token) => app.get(token, { strict: false });
  guard
    ?.verify(definition.beforeCanary && (() => definition.beforeCanary?.({ get }) ?? Promise.resolve(true)))
    .catch(onFatal);
  let closed: Promise<void> | undefined;
  const close = async () => {
    readiness.close();
    stalls.stop();
    // Whoever sends slowly would keep it open.
    const patience = setTimeout(() => (app.getHttpServer() as Server).closeAllConnections(), UPLOAD_PATIENCE_MS);
    guard?.stop();
    await definition.beforeClose?.({ get });
    await transport.close();
    await relay?.stop();
    await noted?.();
    followed?.();
    people?.stop();
    live.stop();
    await app.close();
    clearTimeout(patience);
    await publisher.disconnect();
    log.info(`${name} stopped`);
  };
  return {
    url: `http://127.0.0.1:${port}`,
    get,
    close: () => (closed ??= close()),
  };
}

/** What a service is made of. A service's own modules are given no settings of the kit but by injection. */
export function appModule<E extends z.ZodRawShape>(
  definition: ServiceDefinition<E>,
  config: BaseConfig & z.output<z.ZodObject<E>>,
  kit: KitParts,
  database: DatabaseParts | undefined,
): DynamicModule {
  const parts = definition.module(config);
  const keepsKeys = definition.migrations !== undefined && definition.hashesNumbers === true;
  class AppModule {}
  return {
    module: AppModule,
    imports: [
      KitModule.forRoot(kit, definition),
      ...(definition.migrations && database
        ? [PersistenceModule.forRoot(database), OutboxModule.forRoot(database)]
        : []),
      ...(parts.imports ?? []),
    ],
    controllers: [
      AdvertisersFollower,
      ...(keepsKeys ? [RecipientGenerationController] : []),
      ...(parts.controllers ?? []),
    ],
    // Nest takes the last provider of a token: a service with more to do than its own tables says so itself.
    providers: [
      ...(keepsKeys ? [{ provide: ChangeRecipientKeys, useClass: ChangeOwnKeys }] : []),
      ...(parts.providers ?? []),
    ],
  };
}

type DatabaseParts = Parameters<typeof PersistenceModule.forRoot>[0] & Parameters<typeof OutboxModule.forRoot>[0];

function databaseOf(
  config: BaseConfig,
  migrations: MigrationClass[] | undefined,
  log: ReturnType<typeof createLog>,
): DatabaseParts | undefined {
  if (!migrations || config.DATABASE_URL === undefined) return undefined;
  const connection = databaseConnection(config.DATABASE_URL, config.DATABASE_SSL_CA);
  return { connection, migrations, log, patienceMs: config.START_WAIT_MS };
}
