import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Starting, migrateDatabase } from '@stopsms/bootstrap';
import {
  ProblemFilter,
  countRequests,
  forbidCaching,
  hardenServer,
  limitCallers,
  needTls,
  screenRequests,
  traceRequests,
} from '@stopsms/http';
import { Database } from '@stopsms/persistence';
import { Metrics, Readiness, createLog, nestLog, showReadiness } from '@stopsms/service';
import { isTracing } from '@stopsms/tracing';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { consoleModule } from './app.module';
import { MIGRATIONS } from './migrations';
import { insideAlone, noUpgrades } from './pages/doors';
import { pages } from './pages/pages';
import { policy } from './pages/policy';
import { isSecure, sessionsOf } from './sessions/sessions';
import { type ConsoleSettings, isPlainDatabase, settingsFrom } from './settings/settings';
import { IdentityProvider } from './sign-in/identity-provider';

const NAME = 'console';
/** Time that open exchanges, mostly streams, have left when the console stops. */
const PATIENCE_MS = 4_000;

interface RunningConsole {
  url: string;
  metrics: Metrics;
  close: () => Promise<void>;
}

export async function migrateConsole(env: NodeJS.ProcessEnv): Promise<void> {
  const settings = settingsFrom(env);
  await migrateDatabase(settings, MIGRATIONS, createLog(NAME, settings.LOG_LEVEL));
}

/**
 * Starts the console: settings, sessions in PostgreSQL, then HTTP. Neither the identity provider nor a service has to be there.
 * @throws ConfigurationError, CannotStart
 */
export async function startConsole(env: NodeJS.ProcessEnv): Promise<RunningConsole> {
  const settings = settingsFrom(env);
  const log = createLog(NAME, settings.LOG_LEVEL);
  const starting = new Starting(NAME);
  await starting.listen(settings.PORT, settings.HOST);
  starting.waitsFor('PostgreSQL and its migrations');
  const readiness = new Readiness(log);
  const metrics = new Metrics(NAME);
  const app = await NestFactory.create<NestExpressApplication>(consoleModule(settings, { log, readiness, metrics }), {
    logger: nestLog(log),
    abortOnError: false,
    bodyParser: false,
  });
  const { master } = app.get(DataSource).driver as unknown as { master: Pool };
  const sessions = sessionsOf(settings, master);
  prepare(app, settings, metrics, sessions.handle);
  app.useGlobalFilters(new ProblemFilter(log));
  watch(readiness, metrics, app);
  metrics.plainConnections.set({ part: 'postgres' }, Number(isPlainDatabase(settings)));
  hardenServer(app.getHttpServer() as Server, settings);
  await app.init();
  await starting.end();
  await app.listen(settings.PORT, settings.HOST);
  readiness.watch();
  const { port } = (app.getHttpServer() as Server).address() as AddressInfo;
  log.info({ port }, `${NAME} listens`);

  let closed: Promise<void> | undefined;
  const close = async () => {
    readiness.close();
    sessions.close();
    const patience = setTimeout(() => (app.getHttpServer() as Server).closeAllConnections(), PATIENCE_MS);
    await app.close();
    clearTimeout(patience);
    log.info(`${NAME} stopped`);
  };
  return { url: `http://127.0.0.1:${port}`, metrics, close: () => (closed ??= close()) };
}

/** Handlers of every request, in this order. A page needs no session, so it is served while the database is down. */
function prepare(
  app: NestExpressApplication,
  settings: ConsoleSettings,
  metrics: Metrics,
  session: ReturnType<typeof sessionsOf>['handle'],
): void {
  app.disable('x-powered-by');
  app.set('trust proxy', settings.TRUSTED_PROXIES ?? false);
  if (isTracing()) app.use(traceRequests);
  app.use(countRequests(metrics));
  app.use(forbidCaching);
  app.use(...policy(isSecure(settings)));
  app.use(screenRequests, noUpgrades, insideAlone(settings));
  if (isSecure(settings)) app.use(needTls);
  app.use(...pages(settings.CONSOLE_WEB_DIR));
  app.use(['/session', '/alerts', '/api'], limitCallers(settings.REQUESTS_PER_SECOND), session);
}

function watch(readiness: Readiness, metrics: Metrics, app: NestExpressApplication): void {
  const [database, provider] = [app.get(Database), app.get(IdentityProvider)];
  readiness.register('database', async () => {
    await database.query('SELECT 1');
    return undefined;
  });
  // While it is away the console is there to say so: taking it out of service would leave nobody to.
  readiness.register(
    'identity-provider',
    async () => {
      await provider.look();
      return undefined;
    },
    () => (provider.away === undefined ? {} : { away: provider.away }),
  );
  showReadiness(readiness, metrics);
}
