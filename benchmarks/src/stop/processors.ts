import { readFileSync } from 'node:fs';
import { quantile } from '../spread';
import type { LoopDelay } from './steps-file';

const NS_PER_MS = 1e6;

/** Time of the first thread of a process, where a Node program computes, since its start; schedstat of proc(5). */
interface Times {
  ranMs: number;
  /** Time in which it was ready to run and had no processor. */
  waitedMs: number;
}

/** Time for which Node processes were busy themselves, and waited for a processor. Linux only. */
export class Processors {
  private readonly before: ReadonlyMap<string, Times>;
  private readonly startedAt = Date.now();

  constructor(private readonly pids: Record<string, number>) {
    this.before = timesOf(pids);
  }

  /** @param loops - of all services, since any time */
  end(loops: readonly LoopDelay[]): ProcessorUse[] {
    const after = timesOf(this.pids);
    const share = (ms: number) => ms / (Date.now() - this.startedAt);
    return [...after].flatMap(([name, { ranMs, waitedMs }]) => {
      const from = this.before.get(name);
      const delays = loops.filter(({ service, at }) => service === name && at >= this.startedAt);
      if (!from || delays.length === 0) return [];
      const loopMs = delays.map(({ delayMs }) => delayMs);
      return [{ name, ran: share(ranMs - from.ranMs), waited: share(waitedMs - from.waitedMs), loopMs }];
    });
  }
}

export interface ProcessorUse {
  name: string;
  /** Shares of the time: 1 is a whole core. */
  ran: number;
  waited: number;
  /** Longest delay of the event loop in each interval. */
  loopMs: number[];
}

export function printProcessors(uses: readonly ProcessorUse[]): void {
  console.log(
    '  first thread of each process: % of the time it ran, waited for a processor; longest delay of its event loop in',
  );
  console.log('  each half of a second, milliseconds p50 · p99 · max');
  for (const { name, ran, waited, loopMs } of uses) {
    const percent = (share: number) => (100 * share).toFixed(0).padStart(4);
    const delays = [0.5, 0.99, 1].map((share) => quantile(loopMs, share).toFixed(0).padStart(5)).join(' · ');
    console.log(`    ${name.padEnd(16)} ${percent(ran)} ${percent(waited)}   ${delays}`);
  }
}

function timesOf(pids: Record<string, number>): Map<string, Times> {
  return new Map(
    Object.entries(pids).map(([name, pid]) => {
      const [ran = 0, waited = 0] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ').map(Number);
      return [name, { ranMs: ran / NS_PER_MS, waitedMs: waited / NS_PER_MS }];
    }),
  );
}
