import { residentBytes } from '@stopsms/local-stack';
import { processorSeconds } from '../product/processor-time';
import { quantile } from '../spread';

const MIB = 2 ** 20;

interface Spread {
  least: number;
  median: number;
  most: number;
}

export interface Footprint {
  /** Memory held in RAM; for PostgreSQL of its first process alone. */
  rssMiB: Spread;
  /** Processor time by time: 1 is a whole core. */
  cores: Spread & { mean: number };
}

/** Looks at some processes again and again. Linux only. */
export class Sampler {
  private readonly rss = new Map<string, number[]>();
  private readonly cores = new Map<string, number[]>();
  private used: Record<string, number>;
  private at = performance.now();

  constructor(private readonly pids: Record<string, number>) {
    this.used = processorSeconds(pids);
  }

  sample(): void {
    const used = processorSeconds(this.pids);
    const now = performance.now();
    for (const [name, pid] of Object.entries(this.pids)) {
      append(this.rss, name, Math.round(residentBytes(pid) / MIB));
      append(this.cores, name, (((used[name] ?? 0) - (this.used[name] ?? 0)) * 1_000) / (now - this.at));
    }
    [this.used, this.at] = [used, now];
  }

  end(): Map<string, Footprint> {
    const of = (samples: number[] = []): Spread => ({
      least: quantile(samples, 0),
      median: quantile(samples, 0.5),
      most: quantile(samples, 1),
    });
    const names = Object.keys(this.pids);
    const meanOf = (samples: number[] = []) => samples.reduce((sum, one) => sum + one, 0) / samples.length;
    return new Map(
      names.map((name) => {
        const cores = this.cores.get(name);
        return [name, { rssMiB: of(this.rss.get(name)), cores: { ...of(cores), mean: meanOf(cores) } }];
      }),
    );
  }
}

function append(samples: Map<string, number[]>, name: string, value: number): void {
  samples.set(name, [...(samples.get(name) ?? []), value]);
}
