import { AccessGuard, Identify, type peopleOf } from '@stopsms/access';
import { Audit, AuditInterceptor, OutboxTrail, Refusals, TopicTrail } from '@stopsms/audit';
import {
  NoNumberInAddress,
  ProblemFilter,
  RateLimit,
  RequestPipe,
  countRequests,
  documentOf,
  forbidCaching,
  needTls,
  screenRequests,
  traceRequests,
} from '@stopsms/http';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import { Outbox } from '@stopsms/outbox';
import { Database } from '@stopsms/persistence';
import { nestLog } from '@stopsms/service';
import { isTracing } from '@stopsms/tracing';
import type { z } from 'zod';
import { appModule, databaseOf } from './app-module';
import type { ServiceDefinition } from './service-definition';
import type { ServiceParts } from './service-parts';
import type { BaseConfig } from './settings/service-settings';

/** Makes the Nest application of a service, which runs its migrations; nothing listens yet. */
export async function createApp<E extends z.ZodRawShape>(
  definition: ServiceDefinition<E>,
  config: BaseConfig & z.output<z.ZodObject<E>>,
  parts: ServiceParts,
  people: ReturnType<typeof peopleOf>,
): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(
    appModule(definition, config, parts, databaseOf(config, definition.migrations, parts.log)),
    { logger: nestLog(parts.log), abortOnError: false, bodyParser: false },
  );
  app.set('trust proxy', config.TRUSTED_PROXIES ?? false);
  if (isTracing()) app.use(traceRequests);
  app.use(countRequests(parts.metrics));
  app.use(forbidCaching, screenRequests);
  if (config.STOPSMS_MODE === 'production') app.use(needTls);
  const hasDatabase = definition.migrations !== undefined;
  const audit = auditOf(app, parts, hasDatabase);
  const refusals = new Refusals(audit);
  app.useGlobalGuards(refusals, accessGuard(app, config, parts, people), new NoNumberInAddress());
  app.useGlobalPipes(new RequestPipe());
  app.useGlobalInterceptors(new AuditInterceptor(audit, refusals));
  app.useGlobalFilters(new ProblemFilter(parts.log, (request, problem) => void refusals.refused(request, problem)));
  // Built at the first request: most replicas get none.
  const document = () => documentOf(app, definition.name, definition.description, config.OIDC_ISSUER);
  SwaggerModule.setup('docs', app, document, { jsonDocumentUrl: 'openapi.json' });
  return app;
}

function auditOf(app: NestExpressApplication, parts: ServiceParts, hasDatabase: boolean): Audit {
  const { name, publisher, keys, directory, clock, metrics, log } = parts;
  const trail = hasDatabase
    ? new OutboxTrail(name, app.get(Database), app.get(Outbox))
    : new TopicTrail(name, publisher);
  const knowing = { keys, countryOf: (id: string) => directory.get(id)?.country };
  return new Audit({ service: name, trail, knowing, clock, metrics, log });
}

function accessGuard(
  app: NestExpressApplication,
  config: BaseConfig,
  { directory, uses, clock, liveRequests }: ServiceParts,
  people: ReturnType<typeof peopleOf>,
): AccessGuard {
  const isProduction = config.STOPSMS_MODE === 'production';
  return new AccessGuard({
    identify: new Identify({
      operators: config.OPERATOR_KEYS ?? new Map(),
      keyNeeded: isProduction || config.OPERATOR_KEYS !== undefined,
      formNeeded: isProduction,
      people: people?.verify,
      ...{ directory, uses, clock },
    }),
    limit: new RateLimit(config.API_RATE_PER_SECOND),
    live: liveRequests,
    get: (token) => app.get(token, { strict: false }),
  });
}
