import { build } from './build.mjs';
import { runJest } from './jest.mjs';

const SEED_LIMIT = 2 ** 31;
const MAX_RECIPIENTS = 20_000;
/** Default seconds between two faults. */
const FAULT_EVERY_S = 8;
/** Longer than any run; each test in it has its own limit. */
const MINUTES_BESIDE = 60;

export const FAULT_FLAGS = {
  seed: { value: 'N', about: 'with --faults: repeats a run; random by default, and printed' },
  recipients: { value: 'N', about: `with --faults: of the campaign, at most and by default ${MAX_RECIPIENTS}` },
  minutes: { value: 'N', about: 'with --faults: how long it runs; 5 by default' },
  count: { value: 'N', about: `with --faults: how many faults; one every ${FAULT_EVERY_S} s by default` },
  provider: { value: 'NAME', about: 'with --faults: over HTTP, e.g. smsmode, instead of SMPP' },
  rolling: {
    value: 'N',
    about: 'with --faults: restarts every service in order so many times instead; nothing may be lost',
  },
  mutations: {
    about: 'with --faults: breaks the product on purpose, one guarantee at a time, and expects the checker to notice',
  },
};

/** @throws RangeError if a flag has a value that means nothing */
export function readFaults({ mutations = false, provider, ...given }) {
  const {
    seed = Math.floor(Math.random() * SEED_LIMIT),
    recipients = MAX_RECIPIENTS,
    minutes = 5,
    ...rest
  } = numbers(given);
  const { count = Math.max(4, Math.round((minutes * 60) / FAULT_EVERY_S)), rolling } = rest;
  return {
    mutations,
    seed,
    recipients,
    minutes,
    faults: count,
    ...(rolling && { rolling }),
    ...(provider && { provider }),
  };
}

export async function runFaults({ mutations, ...run }) {
  await build();
  const { passed, failed } = await runJest('e2e', {
    only: [mutations ? 'e2e/faults/mutations.test.ts' : 'e2e/faults/faults.test.ts'],
    // Events are printed as they happen, not only after a failure.
    env: { STOPSMS_FAULTS: mutations ? 'mutations' : JSON.stringify(run), STOPSMS_TEST_LOGS: '' },
    minutesPerFile: run.minutes + MINUTES_BESIDE,
  });
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

function numbers(given) {
  return Object.fromEntries(
    Object.entries(given).map(([name, text]) => {
      const value = Number(text);
      const kind = name === 'minutes' ? 'number' : 'whole number';
      if (!(value > 0) || (kind === 'whole number' && !Number.isInteger(value))) {
        throw new RangeError(`--${name} ${text}: give a ${kind} above 0`);
      }
      if (name === 'recipients' && value > MAX_RECIPIENTS) {
        throw new RangeError(`--recipients ${text}: there are numbers for ${MAX_RECIPIENTS}`);
      }
      return [name, value];
    }),
  );
}
