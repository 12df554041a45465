import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { killAtExit, letGo } from './exit-guard';
import { type LogFile, openLogFile } from './log-file';
import { tiedToParent } from './tied-to-parent';

export interface DaemonOptions {
  command: string;
  args: string[];
  logFile: string;
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** User of the process; only root may choose. */
  identity?: { uid: number; gid: number };
  /** Asks the program to end in good order; SIGTERM unless it has another habit. */
  stopSignal?: NodeJS.Signals;
  /** Time from `stopSignal` until it is killed. */
  graceMs?: number;
}

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** True after `stop` or `kill`. */
  asked: boolean;
}

/** A program running beside this one, with its output in a file. */
export interface Daemon {
  readonly pid: number;
  readonly log: LogFile;
  /** Set once it has ended. */
  readonly exit: Exit | undefined;
  readonly ended: Promise<Exit>;
  /** Resolves to how it ended: by itself, or killed when it took too long. */
  stop(): Promise<Exit>;
  /** SIGKILL, as a crash would. */
  kill(): Promise<void>;
}

/**
 * Starts a program in its own process group, so that Ctrl-C reaches this process alone and this process decides the
 * order in which things end.
 * @throws the error of the operating system if the program cannot be started
 */
export async function startDaemon(options: DaemonOptions): Promise<Daemon> {
  const stopSignal = options.stopSignal ?? 'SIGTERM';
  const [command, args] = tiedToParent(options.command, options.args, stopSignal);
  const log = openLogFile(options.logFile);
  const child = spawn(command, args, {
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    env: options.env ?? process.env,
    cwd: options.cwd,
    ...options.identity,
  });
  try {
    await once(child, 'spawn');
  } finally {
    log.close();
  }
  const pid = child.pid as number;
  killAtExit(pid);

  let exit: Exit | undefined;
  let asked = false;
  const ended = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => {
      exit = { code, signal, asked };
      letGo(pid);
      resolve(exit);
    });
  });
  const end = (signal: NodeJS.Signals): Promise<Exit> => {
    asked = true;
    if (!exit) child.kill(signal);
    return ended;
  };
  const stop = async (): Promise<Exit> => {
    const tooLate = setTimeout(() => child.kill('SIGKILL'), options.graceMs ?? 15_000);
    const how = await end(stopSignal);
    clearTimeout(tooLate);
    return how;
  };
  return {
    pid,
    log,
    get exit() {
      return exit;
    },
    ended,
    stop,
    kill: () => end('SIGKILL').then(() => undefined),
  };
}
