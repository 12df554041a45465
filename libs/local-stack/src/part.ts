import { setTimeout as delay } from 'node:timers/promises';
import type { Daemon, Exit } from './daemon';
import { LocalStackError } from './local-stack-error';
import { residentBytes } from './resident-bytes';

/** One running piece of the stack: the broker, the database or a service. */
export interface Part {
  readonly name: string;
  readonly pid: number;
  /** True while its program runs, ready or not. */
  readonly isRunning: boolean;
  /** Milliseconds from the last start to ready. */
  readonly readyMs: number;
  readonly logFile: string;
  /** Memory held in RAM, in bytes. */
  rssBytes(): number;
  /** Resolves to how it ended: by itself, or killed when it took too long. */
  stop(): Promise<Exit>;
  /** SIGKILL, as a crash would; `restart` brings it back. */
  kill(): Promise<void>;
  /** Stops it if it runs, and starts it again on the same port and data. Asked for twice at a time, it is done once. */
  restart(): Promise<void>;
}

interface PartPlan {
  name: string;
  launch(): Promise<Daemon>;
  /** Resolves to undefined once the part works, else to what is still missing. */
  probe(): Promise<string | undefined>;
  readyTimeoutMs: number;
  /** Log line of a failed launch that may succeed a little later. */
  transient?: RegExp;
  /** Gives up waiting for it to be ready. */
  signal?: AbortSignal | undefined;
  /** Called when it ends, once ready, without having been asked to. */
  onUnexpectedExit?: ((exit: Exit) => void) | undefined;
}

const PROBE_EVERY_MS = 50;

/**
 * Starts a part and waits until it works.
 * @throws LocalStackError `part-not-ready` with the last lines of its log
 */
export async function startPart(plan: PartPlan): Promise<Part> {
  let wanted = true;
  let daemon = await plan.launch();
  let readyMs = await untilReady();
  let restarting: Promise<void> | undefined;

  async function restart(): Promise<void> {
    await daemon.stop();
    wanted = true;
    daemon = await plan.launch();
    readyMs = await untilReady();
  }

  /** Launches again by itself while that helps; a `stop` or `kill` meanwhile ends the wait. */
  async function untilReady(): Promise<number> {
    const startedAt = performance.now();
    for (;;) {
      if (!wanted) await daemon.kill();
      const missing = await waitFor(plan, daemon, startedAt);
      const ms = Math.round(performance.now() - startedAt);
      if (missing === undefined) {
        void daemon.ended.then((exit) => exit.asked || plan.onUnexpectedExit?.(exit));
        return ms;
      }
      await daemon.kill();
      const again = wanted && ms < plan.readyTimeoutMs && plan.transient?.test(daemon.log.tail());
      if (!again) throw notReady(plan, missing, daemon);
      await delay(PROBE_EVERY_MS);
      daemon = await plan.launch();
    }
  }

  return {
    name: plan.name,
    get pid() {
      return daemon.pid;
    },
    get isRunning() {
      return daemon.exit === undefined;
    },
    get readyMs() {
      return readyMs;
    },
    get logFile() {
      return daemon.log.path;
    },
    rssBytes: () => residentBytes(daemon.pid),
    stop: () => {
      wanted = false;
      return daemon.stop();
    },
    kill: () => {
      wanted = false;
      return daemon.kill();
    },
    restart: () => (restarting ??= restart().finally(() => (restarting = undefined))),
  };
}

async function waitFor(plan: PartPlan, daemon: Daemon, startedAt: number): Promise<string | undefined> {
  let missing = 'it was not asked yet';
  while (performance.now() - startedAt < plan.readyTimeoutMs) {
    if (daemon.exit) return `it ended (${endOf(daemon.exit)})`;
    if (plan.signal?.aborted) return 'its start was given up';
    const answer = await plan.probe();
    // Without the second look, whatever else answers on that port would pass for it.
    if (answer === undefined && !daemon.exit) return undefined;
    missing = answer ?? missing;
    await delay(PROBE_EVERY_MS);
  }
  return `after ${plan.readyTimeoutMs / 1000} s: ${missing}`;
}

/** Describes an exit: `exit code 1` or `SIGKILL`. */
export function endOf({ code, signal }: Exit): string {
  return signal ?? `exit code ${code}`;
}

function notReady({ name }: PartPlan, missing: string, { log }: Daemon): LocalStackError {
  const tail = log.tail().replace(/^/gm, '    ');
  return new LocalStackError(
    'part-not-ready',
    `${name} did not start: ${missing}.\n  The end of ${log.path}:\n${tail}`,
  );
}
