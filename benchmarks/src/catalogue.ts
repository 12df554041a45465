import type { AnyBenchmark } from './command/benchmark';
import { consolePages } from './console/console-pages';
import { doors } from './doors/doors';
import { filter } from './filter/filter';
import { footprint } from './footprint/footprint';
import { lanes } from './lanes/lanes';
import { pipeline } from './pipeline/pipeline';
import { onProduct } from './product/on-product';
import { preflight } from './preflight/preflight';
import { read } from './read/read';
import { rebuild } from './rebuild/rebuild';
import { stop } from './stop/stop';
import { view } from './view/view';

/** As the list shows them. */
export const benchmarks: readonly AnyBenchmark[] = [
  view,
  rebuild,
  read,
  filter,
  onProduct(stop),
  onProduct(lanes),
  onProduct(footprint),
  onProduct(pipeline),
  doors,
  onProduct(preflight),
  onProduct(consolePages),
];
