import { build } from './build.mjs';
import { FAULT_FLAGS, readCluster, readFaults, report, runCluster, runFaults } from './faults.mjs';
import { refuse } from './flags.mjs';
import { runJest } from './jest.mjs';
import test from './test.mjs';

export const usage = {
  flags: {
    console: { about: 'people at the console alone, in a real browser (STOPSMS_CHROME names another one)' },
    faults: { about: 'a campaign while everything breaks, then what operator, topics and services say' },
    cluster: { about: 'campaigns while brokers of three are killed, frozen, cut off and restarted; 20 minutes' },
    ...FAULT_FLAGS,
  },
  more: ['Without --faults it runs the end-to-end tests, a short campaign under faults among them.'],
};

/** Part of the whole product's test file. */
async function runConsole() {
  await build();
  return report(await runJest('e2e', { only: ['e2e/product.test.ts'], title: '^console' }));
}

export default async function e2e({ values }) {
  const { faults, cluster, console: people, ...given } = values;
  const [unused] = Object.keys(given);
  if (faults && cluster) return refuse('e2e', 'choose --faults or --cluster').exitCode;
  if (given.only && !cluster) return refuse('e2e', '--only belongs to --cluster').exitCode;
  if (!faults && !cluster && unused) return refuse('e2e', `--${unused} belongs to --faults`).exitCode;
  if (people) return runConsole();
  if (!faults && !cluster) return test({ values: {}, words: ['e2e'] });
  try {
    return cluster ? await runCluster(readCluster(given)) : await runFaults(readFaults(given));
  } catch (error) {
    if (error instanceof RangeError) return refuse('e2e', error.message).exitCode;
    throw error;
  }
}
