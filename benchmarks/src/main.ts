import 'reflect-metadata';
import { FILTER_FLAGS, filter } from './filter/filter';
import { readFlags, usageOf } from './flags';
import { FOOTPRINT_FLAGS, footprint } from './footprint/footprint';
import { LANES_FLAGS, lanes } from './lanes/lanes';
import { printMachine } from './machine';
import { PIPELINE_FLAGS, pipeline } from './pipeline/pipeline';
import { READ_FLAGS, read } from './read/read';
import { rebuild } from './rebuild/rebuild';
import { RULES_FLAGS, rules } from './rules/rules';
import { STOP_FLAGS, stop } from './stop/stop';
import { view } from './view/view';

interface Benchmark {
  about: string;
  run: (args: string[]) => Promise<void>;
}

const withFlags = <F extends Record<string, number | string>>(
  about: string,
  defaults: F,
  run: (flags: F) => Promise<void>,
): Benchmark => ({ about: `${about}: ${usageOf(defaults)}`, run: (args) => run(readFlags(args, defaults)) });

/** Each prints what it measured, its peer in the same run, and how far the rounds lie apart. */
const benchmarks: Record<string, Benchmark> = {
  view: { about: 'the opt-out view in memory against Set and Redis: [entries, 10 million]', run: view },
  rebuild: { about: 'a dispatcher from an empty disk to ready: [records, 1 million] [rounds, 3]', run: rebuild },
  read: withFlags('the STOP reader on one core', READ_FLAGS, read),
  rules: withFlags('a full check of one text for 1,000 recipients', RULES_FLAGS, rules),
  filter: withFlags('the dispatcher without SMPP against a bare copy', FILTER_FLAGS, filter),
  stop: withFlags('from a STOP to the entry that blocks adverts', STOP_FLAGS, stop),
  lanes: withFlags('a one-time code behind a queue of adverts', LANES_FLAGS, lanes),
  footprint: withFlags('memory and processor time at rest and under adverts', FOOTPRINT_FLAGS, footprint),
  pipeline: withFlags('from sms.requested.v1 to the operator', PIPELINE_FLAGS, pipeline),
};

async function main(): Promise<void> {
  const [name = '', ...args] = process.argv.slice(2);
  const benchmark = benchmarks[name];
  if (!benchmark) {
    const lines = Object.entries(benchmarks).map(([one, { about }]) => `  ${one.padEnd(9)} ${about}`);
    console.error(['npm run bench -- <name> [numbers or flags]', ...lines].join('\n'));
    process.exitCode = 2;
    return;
  }
  printMachine();
  await benchmark.run(args);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
