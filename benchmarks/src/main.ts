import 'reflect-metadata';
import { printMachine } from './machine';
import { rebuild } from './rebuild/rebuild';
import { view } from './view/view';

/** Each prints what it measured, its peer in the same run, and how far the rounds lie apart. */
const benchmarks: Record<string, { about: string; run: (args: string[]) => Promise<void> }> = {
  view: { about: 'the opt-out view in memory against Set and Redis: [entries, 10 million]', run: view },
  rebuild: { about: 'a dispatcher from an empty disk to ready: [records, 1 million] [rounds, 3]', run: rebuild },
};

async function main(): Promise<void> {
  const [name = '', ...args] = process.argv.slice(2);
  const benchmark = benchmarks[name];
  if (!benchmark) {
    const lines = Object.entries(benchmarks).map(([one, { about }]) => `  ${one.padEnd(9)} ${about}`);
    console.error(['npm run bench -- <name> [numbers]', ...lines].join('\n'));
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
