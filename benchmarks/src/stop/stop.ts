import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { workspaceRoot } from '@stopsms/local-stack';
import { printLoad } from '../machine';
import { runPipeline } from '../pipeline/run';
import { MOST_RECIPIENTS, enrol } from '../product/audience';
import { Product } from '../product/product';
import { runProgram } from '../product/program';
import { Requests } from '../product/requests';
import { quiet } from '../product/simulator';
import { Profiling } from '../profile/profiling';
import { AdvertLoad } from './advert-load';
import { APPLIED_FILE } from './applied-file';
import { printExported, printPhase } from './report';
import { sendStops } from './stops';

export const STOP_FLAGS = { seconds: 30, load: 500, rates: '10,60', hops: 4, profile: '' };
type Flags = typeof STOP_FLAGS;

export interface Phase {
  name: string;
  /** Adverts a second meanwhile. */
  load: number;
  stopsPerSecond: number;
}

/** Until the load runs at its pace everywhere. */
const SETTLE_MS = 5_000;

/** From the operator's `deliver_sm` with a STOP to the entry in the dispatcher's view that blocks adverts. */
export async function stop(flags: Flags): Promise<void> {
  const rates = flags.rates.split(',').map(Number);
  const phases: Phase[] = [
    { name: 'idle', load: 0, stopsPerSecond: 1 },
    ...rates.map((rate) => ({ name: `${flags.load} adverts/s`, load: flags.load, stopsPerSecond: rate })),
  ];
  const stops = phases.reduce((sum, { stopsPerSecond }) => sum + stopsPerSecond * flags.seconds, 0);
  if (stops > MOST_RECIPIENTS / 2)
    throw new RangeError(`${stops} STOPs are more than half of the ${MOST_RECIPIENTS} numbers`);
  console.log(
    `stop: ${stops} STOPs, ${flags.seconds} s of each rate; the bare chain is ${flags.hops} hops and one commit\n`,
  );
  const profiling = new Profiling(flags.profile);
  const appliedFile = join(tmpdir(), `stopsms-applied-${process.pid}`);
  const recorder = join(workspaceRoot(), 'dist/benchmarks/src/stop/applied-recorder.js');
  const product = await Product.start([recorder, ...profiling.preloads], {
    ...profiling.env,
    [APPLIED_FILE]: appliedFile,
  });
  try {
    await profiling.prepare(product);
    const advertiserId = await enrol(product, MOST_RECIPIENTS);
    // Everybody gets an advert, so that a STOP has something to refer to.
    await runPipeline(
      product,
      new Requests(product, { advertiserId, recipients: MOST_RECIPIENTS, texts: 1 }),
      MOST_RECIPIENTS,
    );
    // Those who text STOP are the others, or the load would stop with them.
    const adverts = new Requests(product, { advertiserId, recipients: MOST_RECIPIENTS / 2, texts: 1 });
    let first = MOST_RECIPIENTS / 2;
    for (const [n, phase] of phases.entries()) {
      const count = phase.stopsPerSecond * flags.seconds;
      await quiet(product);
      const load = new AdvertLoad(adverts, phase.load);
      await delay(SETTLE_MS);
      const isLast = n === phases.length - 1;
      if (isLast) await profiling.start(product);
      const traced = await sendStops(product, appliedFile, { first, count, perSecond: phase.stopsPerSecond });
      if (isLast) await profiling.print(product, count);
      first += count;
      const bare = await bareChain(product, flags, phase);
      load.stop();
      printPhase(phase, count, traced, bare);
    }
    await printExported(product);
    printLoad();
  } finally {
    await product.stop();
    rmSync(appliedFile, { force: true });
  }
}

function bareChain({ stack }: Product, { hops, seconds }: Flags, { stopsPerSecond }: Phase): Promise<number[]> {
  const { kafka, postgres } = stack;
  const count = stopsPerSecond * seconds;
  return runProgram<number[]>('stop/bare-chain', [kafka.bootstrap, postgres.superuserUrl, hops, stopsPerSecond, count]);
}
