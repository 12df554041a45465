import { SERVICES } from '@stopsms/contracts';
import { type Benchmark, benchmark } from '../command/benchmark';
import { type Flags, type ValuesOf, count, someOf } from '../command/flags';
import { type Need, java, linux } from '../command/needs';
import { printLoad } from '../machine';
import { Product, type ProductSettings } from './product';

/** A benchmark of the whole product: it can be asked to measure on one that others have used. */
export interface ProductBenchmark<F extends Flags> extends Omit<Benchmark<F>, 'needs' | 'run'> {
  /** Programs of others that it measures beside the product where they are installed. */
  peers?: readonly Need[];
  /** Settings of the product for this benchmark. */
  settings: (values: ValuesOf<F>) => ProductSettings;
  measure: (product: Product, values: ValuesOf<F>) => Promise<void>;
}

export const productBenchmark = <F extends Flags>(definition: ProductBenchmark<F>): ProductBenchmark<F> => definition;

/** Starts the product for it alone. */
export function onProduct<F extends Flags>({
  settings,
  measure,
  peers = [],
  ...rest
}: ProductBenchmark<F>): Benchmark<F> {
  return benchmark({
    ...rest,
    needs: () => [linux, java, ...peers],
    run: async (values) => {
      const product = await Product.start(settings(values));
      try {
        await measure(product, values);
        printLoad();
      } finally {
        await product.stop();
      }
    },
  });
}

// Flags that several of them have.
export const windowFlag = (usual: number) => count(usual, 'SMPP submits without an answer at a time');
export const settleFlag = (usual: number) =>
  count(usual, 'seconds before each measurement, for what is still under way', { from: 0 });
export const profileFlag = someOf([...SERVICES, 'simulator', 'postgres'], 'prints where these spent the time');
