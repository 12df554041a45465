import type { Exit } from '../daemon';
import { endOf, type Part } from '../part';
import { bringBack } from './bring-back';

interface EnsembleOptions {
  log: (line: string) => void;
  signal?: AbortSignal;
  onPartLost?: (name: string) => void;
}

interface Watch {
  signal: AbortSignal;
  onUnexpectedExit: (exit: Exit) => void;
}

/** Parts that start side by side, fail together, are watched, and stop in the order that loses nothing. */
export class Ensemble {
  private readonly parts = new Map<string, Part>();
  private readonly givingUp = new AbortController();
  private readonly signal: AbortSignal;
  private stopping = false;

  constructor(private readonly options: EnsembleOptions) {
    this.signal = options.signal ? AbortSignal.any([options.signal, this.givingUp.signal]) : this.givingUp.signal;
  }

  /** Starts one part; `watch` gives what its options need so that it is given up or missed with the others. */
  async add<P extends Part>(start: (watch: (name: string) => Watch) => Promise<P>): Promise<P> {
    const watch = (name: string): Watch => ({
      signal: this.signal,
      onUnexpectedExit: (exit) => void this.missed(name, exit),
    });
    const part = await start(watch);
    this.parts.set(part.name, part);
    this.options.log(`${part.name.padEnd(14)} ready in ${(part.readyMs / 1000).toFixed(1)} s`);
    return part;
  }

  /** Like `Promise.all`, but the first failure makes the others give up, and is thrown once they have. */
  async all<T extends readonly unknown[]>(starts: readonly [...{ [K in keyof T]: Promise<T[K]> }]): Promise<T> {
    for (const start of starts) start.catch((error: unknown) => this.givingUp.abort(error));
    await Promise.allSettled(starts);
    this.signal.throwIfAborted();
    return (await Promise.all(starts)) as unknown as T;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    for (const rank of [0, 1, 2]) {
      const parts = [...this.parts.values()].filter((part) => rankOf(part) === rank);
      await Promise.all(parts.map((part) => part.stop()));
    }
  }

  private async missed(name: string, exit: Exit): Promise<void> {
    if (this.stopping) return;
    const part = this.parts.get(name);
    this.options.log(`${name} ended by itself (${endOf(exit)}) and is started again on its data; see ${part?.logFile}`);
    const back = part && (await bringBack(part, () => this.stopping, this.options.log));
    if (!back && !this.stopping) this.options.onPartLost?.(name);
  }
}

function rankOf({ name }: Part): number {
  if (/^kafka(-\d+)?$/.test(name) || name === 'postgres') return 2;
  return ['simulator', 'identity-provider'].includes(name) ? 1 : 0;
}
