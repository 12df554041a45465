import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { workspaceRoot } from '@stopsms/local-stack';
import { count, counts } from '../command/flags';
import { Counting } from '../counting/counting';
import { runPipeline } from '../pipeline/run';
import { underAdverts } from '../product/advert-load';
import { MAX_RECIPIENTS, enrol } from '../product/audience';
import { productBenchmark, profileFlag, settleFlag, windowFlag } from '../product/on-product';
import type { Product } from '../product/product';
import { runProgram } from '../product/program';
import { Requests } from '../product/requests';
import { quiet } from '../product/simulator';
import { Profiling } from '../profile/profiling';
import { type Phase, phasesOf, stopsOf } from './phases';
import { Processors } from './processors';
import { printExported, printPhase } from './report';
import { readSteps, stepsFile } from './steps-file';
import { sendStops } from './stops';

const WARMUP_PER_SECOND = 20;

export const stop = productBenchmark({
  name: 'stop',
  summary: 'time from a STOP until no further advert is sent',
  about:
    "From the operator's deliver_sm with a STOP to the dispatcher's quarantine, from which on no advert leaves, and to the entry " +
    'in its view once it is read and recorded, idle and under adverts, with each step between. Its peer is a chain of as many topics with kafkajs alone and one commit.',
  flags: {
    seconds: count(30, 'of each rate'),
    load: count(500, 'adverts a second meanwhile', { from: 0 }),
    rates: counts([10, 60], 'STOPs a second, one after the other; idle with one a second comes first', { from: 1 }),
    hops: count(4, "topics of the peer's chain", { from: 2 }),
    recipients: count(MAX_RECIPIENTS, 'who get an advert first; half of them may text STOP', { to: MAX_RECIPIENTS }),
    warmup: count(600, 'STOPs before, 20 a second, under the same adverts: after some hundreds V8 compiles no more', {
      from: 0,
    }),
    window: windowFlag(100),
    settle: settleFlag(5),
    profile: profileFlag,
  },
  refuse: ({ recipients, ...wanted }) => {
    const stops = stopsOf(phasesOf(wanted)) + wanted.warmup;
    const most = Math.floor(recipients / 2);
    return stops > most
      ? `--rates, --seconds and --warmup make ${stops} STOPs, more than half of ${recipients} recipients`
      : undefined;
  },
  settings: (values) => {
    const recorder = join(workspaceRoot(), 'dist/benchmarks/src/stop/steps-recorder.js');
    const profiling = Profiling.settings(values.profile);
    const counting = Counting.settings();
    return {
      env: { ...counting.env, ...profiling.env, SMPP_WINDOW: String(values.window) },
      preloads: [recorder, ...counting.preloads, ...profiling.preloads],
    };
  },
  measure: async (product, { hops, recipients, settle, profile, ...wanted }) => {
    const phases = phasesOf(wanted);
    console.log(
      `\nstop: ${stopsOf(phases)} STOPs, ${wanted.seconds} s of each rate, SMPP window ${wanted.window}; the bare chain is ${hops} hops and one commit`,
    );
    const profiling = await Profiling.prepare(product, profile);
    const advertiserId = await enrol(product, recipients);
    // Everybody gets an advert, so that a STOP has something to refer to.
    await runPipeline(product, new Requests(product, { advertiserId, recipients, texts: 1 }), recipients);
    // Those who text STOP are the others, or the load would stop with them.
    const half = Math.floor(recipients / 2);
    const adverts = new Requests(product, { advertiserId, recipients: half, texts: 1 });
    let first = half;
    const warmup = { first, count: wanted.warmup, perSecond: WARMUP_PER_SECOND };
    await underAdverts(adverts, wanted.load, () => sendStops(product, warmup));
    first += wanted.warmup;
    for (const phase of phases) {
      await quiet(product, settle);
      const isLast = phase === phases.at(-1);
      await underAdverts(adverts, phase.load, async () => {
        await delay(1_000 * settle);
        if (isLast) await profiling.start();
        const counting = await Counting.start(product);
        const processors = new Processors(product.pids);
        const traced = await sendStops(product, { first, count: phase.stops, perSecond: phase.stopsPerSecond });
        const uses = processors.end(readSteps(stepsFile(product.dir)).loops);
        await counting.print();
        if (isLast) await profiling.print(phase.stops);
        printPhase(phase, traced, await bareChain(product, hops, phase), uses);
      });
      first += phase.stops;
    }
    await printExported(product);
  },
});

function bareChain({ stack }: Product, hops: number, { stopsPerSecond, stops }: Phase): Promise<number[]> {
  const { kafka, postgres } = stack;
  return runProgram<number[]>('stop/bare-chain', [kafka.bootstrap, postgres.superuserUrl, hops, stopsPerSecond, stops]);
}
