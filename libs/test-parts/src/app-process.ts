import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalService, freePort, startService, workspaceRoot } from '@stopsms/local-stack';

/** A busy machine is no failure; a process that ends by itself is reported at once. */
const READY_TIMEOUT_MS = 150_000;

/** One of our apps as its own process, for the caller to stop. */
export type AppProcess = Pick<LocalService, 'url' | 'pid' | 'logFile' | 'kill' | 'restart' | 'stop'>;

/**
 * Runs an app as built into `dist`, which `npm test` does first, and waits until it is ready.
 * @param env - called with its port
 * @param at - a port that others know already; a free one by default
 */
export async function startAppProcess(
  app: string,
  env: (port: number) => NodeJS.ProcessEnv,
  at?: number,
): Promise<AppProcess> {
  const dir = mkdtempSync(join(realpathSync(tmpdir()), `stopsms-${app}-`));
  const port = at ?? (await freePort());
  const service = await startService({
    name: app,
    script: join(workspaceRoot(), 'dist/apps', app, 'src/main.js'),
    port,
    env: env(port),
    logFile: join(dir, `${app}.log`),
    readyTimeoutMs: READY_TIMEOUT_MS,
  });
  const { stop } = service;
  return Object.assign(service, {
    stop: async () => {
      await stop();
      rmSync(dir, { recursive: true, force: true });
    },
  });
}
