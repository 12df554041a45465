import { type Exit, startDaemon } from './daemon';
import { type Part, startPart } from './part';
import { workspaceRoot } from './workspace';

export interface ServiceOptions {
  name: string;
  /** The JavaScript file that Node runs. */
  script: string;
  /** Added to this process's environment at each start; `undefined` removes a variable. */
  env: NodeJS.ProcessEnv | (() => NodeJS.ProcessEnv);
  host?: string;
  /** URL of `/health/ready`. */
  port: number;
  logFile: string;
  nodeArgs?: string[];
  readyTimeoutMs?: number;
  /** Time from SIGTERM until it is killed; 25 s by default. */
  graceMs?: number;
  /** Gives up the start. */
  signal?: AbortSignal;
  onUnexpectedExit?: (exit: Exit) => void;
}

export interface LocalService extends Part {
  /** `http://<host>:<port>` */
  readonly url: string;
}

/** Longer than a service gives itself. */
const GRACE_MS = 25_000;

/**
 * Runs a Node service and waits until `/health/ready` answers 200.
 * @throws LocalStackError `part-not-ready` with the last answer of `/health/ready` and the last lines of its log
 */
export async function startService(options: ServiceOptions): Promise<LocalService> {
  const { name, script, env, port, logFile, host = '127.0.0.1', nodeArgs = [], readyTimeoutMs = 30_000 } = options;
  const url = `http://${host}:${port}`;
  const part = await startPart({
    name,
    launch: () =>
      startDaemon({
        command: process.execPath,
        args: [...nodeArgs, script],
        env: { ...process.env, ...(typeof env === 'function' ? env() : env) },
        cwd: workspaceRoot(),
        logFile,
        graceMs: options.graceMs ?? GRACE_MS,
      }),
    probe: () => answersReady(`${url}/health/ready`),
    readyTimeoutMs,
    signal: options.signal,
    onUnexpectedExit: options.onUnexpectedExit,
  });
  return Object.assign(part, { url });
}

async function answersReady(url: string): Promise<string | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    const body = await response.text();
    return response.ok ? undefined : `${url} answers ${response.status} ${body.slice(0, 1000)}`;
  } catch (error) {
    const { message, cause } = error as Error;
    return `${url} does not answer (${cause instanceof Error ? cause.message : message})`;
  }
}
