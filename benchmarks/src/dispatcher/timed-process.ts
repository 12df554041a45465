import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { workspaceRoot } from '@stopsms/local-stack';

export interface Cost {
  /** On the wall. */
  seconds: number;
  /** Processor time of all threads; says more than elapsed time on a shared machine. */
  cpuSeconds: number;
  residentBytes: number;
}

const LOOK_EVERY_MS = 20;
/** Last output, reported when the process ends by itself. */
const KEPT_CHARACTERS = 2_000;

/** One of the programs compared, each started anew, so that neither has a warm compiler. Linux only. */
export class TimedProcess {
  private readonly startedAt = performance.now();
  private readonly child: ChildProcess;
  private said = '';
  private answered = false;

  constructor(
    private readonly script: string,
    args: string[],
    env: NodeJS.ProcessEnv = {},
  ) {
    this.child = spawn(process.execPath, [script, ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const keep = (chunk: Buffer) => (this.said = (this.said + chunk.toString()).slice(-KEPT_CHARACTERS));
    this.child.stdout?.on('data', (chunk: Buffer) => {
      this.answered = true;
      keep(chunk);
    });
    this.child.stderr?.on('data', keep);
  }

  /** Since its start. */
  cost(): Cost {
    const seconds = (performance.now() - this.startedAt) / 1_000;
    const of = (name: string) => readFileSync(`/proc/${this.child.pid}/${name}`, 'utf8');
    // Behind the name in brackets: state is field 3 of proc(5), utime 14, stime 15, in hundredths of a second.
    const fields = of('stat').split(') ')[1]?.split(' ') ?? [];
    return {
      seconds,
      cpuSeconds: (Number(fields[11]) + Number(fields[12])) / 100,
      residentBytes: Number(/VmRSS:\s+(\d+) kB/.exec(of('status'))?.[1]) * 1_024,
    };
  }

  /** Resolves when it first says something on its standard output. @throws Error if it ended */
  speaks(): Promise<true> {
    return this.until(() => this.answered || undefined);
  }

  /** Asks again and again until there is an answer. @throws Error with what it said last, if it ended */
  async until<T>(ask: () => Promise<T | undefined> | T | undefined): Promise<T> {
    for (;;) {
      const answer = await ask();
      if (answer !== undefined) return answer;
      const { exitCode, signalCode } = this.child;
      if (exitCode !== null || signalCode !== null) {
        throw new Error(
          `${relative(workspaceRoot(), this.script)} ended by itself (${exitCode ?? signalCode}); it said: ${this.said}`,
        );
      }
      await delay(LOOK_EVERY_MS);
    }
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill(signal);
    await once(this.child, 'exit');
  }
}
