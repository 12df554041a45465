import { FAULT_FLAGS, readFaults, runFaults } from './faults.mjs';
import { refuse } from './flags.mjs';
import test from './test.mjs';

export const usage = {
  flags: {
    console: { about: 'people at the console alone, in a real browser (STOPSMS_CHROME names another one)' },
    faults: { about: 'a campaign while everything breaks, then what operator, topics and services say' },
    ...FAULT_FLAGS,
  },
  more: ['Without --faults it runs the end-to-end tests, a short campaign under faults among them.'],
};

export default async function e2e({ values }) {
  const { faults, console: people, ...given } = values;
  const [unused] = Object.keys(given);
  if (!faults && unused) return refuse('e2e', `--${unused} belongs to --faults`).exitCode;
  if (!faults) return test({ values: {}, words: [people ? 'e2e/console.test.ts' : 'e2e'] });
  try {
    return await runFaults(readFaults(given));
  } catch (error) {
    if (error instanceof RangeError) return refuse('e2e', error.message).exitCode;
    throw error;
  }
}
