import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { workspaceRoot } from '@stopsms/local-stack';
import { count, counts } from '../command/flags';
import { underAdverts } from '../product/advert-load';
import { MAX_RECIPIENTS, enrol } from '../product/audience';
import { productBenchmark, profileFlag, settleFlag, windowFlag } from '../product/on-product';
import { Requests } from '../product/requests';
import { simulatorStats } from '../product/simulator';
import { Profiling } from '../profile/profiling';
import { Counting } from '../counting/counting';
import { type Footprint, Sampler } from './sampler';

export const footprint = productBenchmark({
  name: 'footprint',
  summary: 'memory and processor time at rest and under adverts',
  about:
    'Memory and processor time of each process at rest and under adverts, beside a Nest service that does nothing.',
  flags: {
    rate: counts([1_000], 'adverts a second, one rate after the other'),
    seconds: count(30, 'under adverts'),
    rest: count(20, 'seconds at rest'),
    window: windowFlag(100),
    recipients: count(MAX_RECIPIENTS, 'who get them, in turn', { to: MAX_RECIPIENTS }),
    settle: settleFlag(10),
    profile: profileFlag,
  },
  settings: ({ window, profile }) => {
    const [counting, profiling] = [Counting.settings(), Profiling.settings(profile)];
    const preloads = [...counting.preloads, ...profiling.preloads];
    return { preloads, env: { ...counting.env, ...profiling.env, SMPP_WINDOW: String(window) } };
  },
  measure: async (product, { rate, seconds, rest, window, recipients, settle, profile }) => {
    console.log(
      `\nfootprint: ${rest} s at rest, then ${rate.join(', ')} adverts a second for ${seconds} s, SMPP window ${window}\n`,
    );
    const profiling = await Profiling.prepare(product, profile);
    const bare = fork(join(workspaceRoot(), 'dist/benchmarks/src/footprint/bare-nest.js'));
    try {
      await once(bare, 'message');
      const advertiserId = await enrol(product, recipients);
      await delay(1_000 * settle);
      const started = Object.entries(product.parts).map(([name, { readyMs }]) => [name, readyMs] as const);
      const pids = { 'bare Nest': bare.pid as number, ...product.pids };
      const restCounting = await Counting.start(product);
      const atRest = await sampleFor(new Sampler(pids), rest);
      console.log('at rest');
      await restCounting.print();
      const requests = new Requests(product, { advertiserId, recipients, texts: 1 });
      for (const [nth, perSecond] of rate.entries()) {
        const { accepted: before } = await simulatorStats(product);
        const { from, accepted, underLoad } = await underAdverts(requests, perSecond, async () => {
          await delay(1_000 * settle);
          const { accepted: at } = await simulatorStats(product);
          if (nth === 0) await profiling.start();
          const counting = await Counting.start(product);
          const cores = await sampleFor(new Sampler(pids), seconds);
          const { accepted: total } = await simulatorStats(product);
          print(atRest, cores, new Map(started));
          await counting.print();
          if (nth === 0) await profiling.print(total - at);
          return { from: at, accepted: total, underLoad: cores };
        });
        const reached = (accepted - from) / seconds;
        const cores = [...underLoad].reduce(
          (sum, [name, each]) => sum + (name in product.pids ? each.cores.mean : 0),
          0,
        );
        console.log(
          `\naccepted by the operator while measured: ${reached.toFixed(0)} a second, asked for ${perSecond}; ` +
            `${from - before} before that; processor time an advert in all processes: ${((1e6 * cores) / reached).toFixed(0)} µs\n`,
        );
        await delay(1_000 * settle);
      }
    } finally {
      bare.kill();
    }
  },
});

async function sampleFor(sampler: Sampler, seconds: number): Promise<Map<string, Footprint>> {
  for (let second = 0; second < seconds; second += 1) {
    await delay(1_000);
    sampler.sample();
  }
  return sampler.end();
}

function print(
  atRest: Map<string, Footprint>,
  underLoad: Map<string, Footprint>,
  readyMs: ReadonlyMap<string, number>,
): void {
  const cells = (columns: string[]) =>
    columns.map((text, n) => (n === 0 ? text.padEnd(16) : text.padStart(20))).join('');
  console.log(cells(['', 'ready after', 'at rest', '', 'under adverts', '']));
  for (const [name, rest] of atRest) {
    const ready = readyMs.get(name);
    const under = underLoad.get(name) as Footprint;
    const memory = ({ rssMiB: { least, median, most } }: Footprint) => `${least}·${median}·${most} MiB`;
    const cores = ({ cores: { least, median, most } }: Footprint) =>
      [least, median, most].map((one) => `${(100 * one).toFixed(0)}`).join('·') + ' %';
    const took = ready === undefined ? '' : `${(ready / 1_000).toFixed(1)} s`;
    console.log(cells([name, took, memory(rest), cores(rest), memory(under), cores(under)]));
  }
  console.log('\nleast·median·most of the seconds; % of one core');
}
