import { CannotStart } from '@stopsms/kernel';
import { ConfigurationError, Metrics } from '@stopsms/service';
import type { z } from 'zod';
import { KeysChanged } from './recipient-keys/follow-generation';
import { migrateService } from './migrate';
import type { ServiceDefinition } from './service-definition';
import { startService } from './start-service';
import { startTelemetry } from './telemetry';

const SHUTDOWN_LIMIT_MS = 10_000;

/** Option that migrates the database and ends, instead of serving. */
const MIGRATE = '--migrate';

/**
 * Runs a service as a process: one clear line when it cannot start, a clean shutdown on SIGTERM, exit code 1 on a fatal fault. With
 * `--migrate` it only migrates its schema: exit code 0 on success.
 */
export const runService = <E extends z.ZodRawShape>(definition: ServiceDefinition<E>): Promise<void> =>
  runProcess(definition.name, {
    start: async (env, fatal) => {
      const { get, close } = await startService(definition, env, fatal);
      return { close, metrics: get(Metrics) };
    },
    migrate: (env) => migrateService(definition, env),
  });

/** Functions of one of our processes. */
interface ProcessParts {
  /** @param onFatal - called when it cannot continue and must be restarted */
  start: (
    env: NodeJS.ProcessEnv,
    onFatal: (error: Error) => void,
  ) => Promise<{ close: () => Promise<void>; metrics: Metrics }>;
  migrate: (env: NodeJS.ProcessEnv) => Promise<void>;
}

/** Runs a process that is no service on Kafka. */
export async function runProcess(name: string, { start, migrate }: ProcessParts): Promise<void> {
  const fatal = (error: unknown) => {
    process.stderr.write(`${lastWords(name, error)}\n`);
    process.exit(1);
  };
  process.on('uncaughtException', fatal);
  process.on('unhandledRejection', fatal);
  try {
    if (process.argv.includes(MIGRATE)) {
      await migrate(process.env);
      return;
    }
    const telemetry = await startTelemetry(name, process.env);
    const running = await start(process.env, fatal);
    await telemetry.watch(running.metrics);
    const stop = () => {
      setTimeout(() => fatal(new Error(`not stopped after ${SHUTDOWN_LIMIT_MS} ms`)), SHUTDOWN_LIMIT_MS).unref();
      Promise.all([telemetry.endMetrics(), running.close()])
        .then(telemetry.end)
        .then(() => process.exit(0), fatal);
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  } catch (error) {
    fatal(error);
  }
}

function lastWords(service: string, error: unknown): string {
  if (error instanceof ConfigurationError) return error.message;
  if (error instanceof CannotStart) return `${service} cannot start: ${error.message}`;
  if (error instanceof KeysChanged) return `${service} ends: ${error.message}`;
  const line = `${service} ends: ${String(error)}`;
  return error instanceof Error && error.stack ? `${line}\n${error.stack}` : line;
}
