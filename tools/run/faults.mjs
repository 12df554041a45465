import { build } from './build.mjs';
import { runJest } from './jest.mjs';

const SEED_LIMIT = 2 ** 31;
const MAX_RECIPIENTS = 20_000;
/** Default seconds between two faults. */
const FAULT_EVERY_S = 8;
/** Longer than any run; each test in it has its own limit. */
const MINUTES_BESIDE = 60;

export const FAULT_FLAGS = {
  seed: { value: 'N', about: 'with --faults or --cluster: repeats a run; random by default, and printed' },
  recipients: {
    value: 'N',
    about: `with --faults: of the campaign, at most and by default ${MAX_RECIPIENTS}; with --cluster: of each, at most 2000`,
  },
  minutes: { value: 'N', about: 'with --faults: how long it runs; 5 by default' },
  count: { value: 'N', about: `with --faults: how many faults; one every ${FAULT_EVERY_S} s by default` },
  provider: { value: 'NAME', about: 'with --faults: over HTTP, e.g. smsmode, instead of SMPP' },
  rolling: {
    value: 'N',
    about: 'with --faults: restarts every service in order so many times instead; nothing may be lost',
  },
  hostile: {
    about: 'with --faults: one more publisher writes batches of octets in every codec, which harm nobody else',
  },
  only: { value: 'WORDS', about: 'with --cluster: faults whose name contains one of these, e.g. frozen,cut off' },
  mutations: {
    about: 'with --faults: breaks the product on purpose, one guarantee at a time, and expects the checker to notice',
  },
};

const CLUSTER_RECIPIENTS = 1_600;
/** More contacts than there are numbers for cannot be imported; there is one campaign for each fault. */
const MAX_CLUSTER_RECIPIENTS = 2_000;

/** @throws RangeError if a flag has a value that means nothing */
export function readCluster({ only, ...given }) {
  const { seed = Math.floor(Math.random() * SEED_LIMIT), recipients = CLUSTER_RECIPIENTS, ...others } = numbers(given);
  const [other] = Object.keys(others);
  if (other) throw new RangeError(`--${other} belongs to --faults`);
  if (recipients > MAX_CLUSTER_RECIPIENTS)
    throw new RangeError(`--recipients ${recipients}: at most ${MAX_CLUSTER_RECIPIENTS} for each fault of a cluster`);
  return { seed, recipients, ...(only && { only }) };
}

export async function runCluster(run) {
  await build();
  return report(
    await runJest('e2e', {
      only: ['e2e/cluster/cluster.test.ts'],
      env: { STOPSMS_CLUSTER: JSON.stringify(run), STOPSMS_TEST_LOGS: '' },
      minutesPerFile: MINUTES_BESIDE,
    }),
  );
}

/** @throws RangeError if a flag has a value that means nothing */
export function readFaults({ mutations = false, hostile = false, provider, ...given }) {
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
    ...(hostile && { hostile }),
    ...(provider && { provider }),
  };
}

export async function runFaults({ mutations, ...run }) {
  await build();
  const ran = await runJest('e2e', {
    only: [mutations ? 'e2e/faults/mutations.test.ts' : 'e2e/faults/faults.test.ts'],
    // Events are printed as they happen, not only after a failure.
    env: { STOPSMS_FAULTS: mutations ? 'mutations' : JSON.stringify(run), STOPSMS_TEST_LOGS: '' },
    minutesPerFile: run.minutes + MINUTES_BESIDE,
  });
  return report(ran);
}

/** Prints the totals of a run; returns its exit code. */
export function report({ passed, failed }) {
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
