import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';

export interface Cost {
  /** On the wall. */
  seconds: number;
  /** Of all threads; says more than the wall where others use the machine too. */
  cpuSeconds: number;
  residentBytes: number;
}

/** One of the programs compared, each started anew, so that neither has a warm compiler. Linux only. */
export class TimedProcess {
  private readonly startedAt = performance.now();
  private readonly child: ChildProcess;

  constructor(script: string, args: string[], env: NodeJS.ProcessEnv = {}) {
    this.child = spawn(process.execPath, [script, ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.child.stdout?.resume();
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

  /** Resolves when it first says something. @throws Error if it ended */
  async speaks(): Promise<void> {
    const ended = once(this.child, 'exit').then(([code]) => {
      throw new Error(`${this.child.spawnargs.join(' ')} ended with ${code}`);
    });
    await Promise.race([once(this.child.stdout as Readable, 'data'), ended]);
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode !== null) return;
    this.child.kill(signal);
    await once(this.child, 'exit');
  }
}
