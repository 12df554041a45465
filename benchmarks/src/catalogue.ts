import type { AnyBenchmark } from './command/benchmark';
import { consolePages } from './console/console-pages';
import { doors } from './doors/doors';
import { facts } from './facts/facts';
import { filter } from './filter/filter';
import { footprint } from './footprint/footprint';
import { joins } from './joins/joins';
import { lanes } from './lanes/lanes';
import { pipeline } from './pipeline/pipeline';
import { onProduct } from './product/on-product';
import { preflight } from './preflight/preflight';
import { progress } from './progress/progress';
import { read } from './read/read';
import { rebuild } from './rebuild/rebuild';
import { rules } from './rules/rules';
import { stop } from './stop/stop';
import { view } from './view/view';

/** As the list shows them. */
export const benchmarks: readonly AnyBenchmark[] = [
  view,
  rebuild,
  read,
  rules,
  filter,
  progress,
  joins,
  onProduct(stop),
  onProduct(lanes),
  onProduct(footprint),
  onProduct(pipeline),
  doors,
  facts,
  onProduct(preflight),
  onProduct(consolePages),
];
