import type { Flags, ValuesOf } from './flags';
import type { Need } from './needs';

export interface Benchmark<F extends Flags = Flags> {
  name: string;
  /** One line, for the list. */
  summary: string;
  /** Description: what is measured, from where to where, and beside which peer. */
  about: string;
  flags: F;
  /** Returns what is wrong with the combination of values. */
  refuse?: (values: ValuesOf<F>) => string | undefined;
  /** Asked before anything is started. */
  needs: (values: ValuesOf<F>) => Need[];
  run: (values: ValuesOf<F>) => Promise<void>;
}

/** One of any flags: each reads its own. */
export type AnyBenchmark = Omit<Benchmark, 'refuse' | 'needs' | 'run'> & {
  refuse?: (values: never) => string | undefined;
  needs: (values: never) => Need[];
  run: (values: never) => Promise<void>;
};

export const benchmark = <F extends Flags>(definition: Benchmark<F>): Benchmark<F> => definition;
