import { parseArgs } from 'node:util';

const USAGE = `npm run e2e -- --faults [--seed N] [--recipients 20000] [--minutes 5] [--count N]
  plays a campaign while everything breaks, then checks what the operator, the topics and the services say
npm run e2e -- --faults --rolling 3 [--seed N] [--recipients 20000] [--minutes 4]
  restarts every service in order so many times over while a campaign runs; nothing may be lost, doubled or unknown
npm run e2e -- --faults --mutations
  breaks the product on purpose, one guarantee at a time, and expects the checker to notice`;

const SEED_LIMIT = 2 ** 31;
const MOST_RECIPIENTS = 20_000;
/** One fault in so many seconds, unless told otherwise. */
const FAULT_EVERY_S = 8;

export default async function faults(args) {
  const asked = read(args);
  if (!asked) return 2;
  const { mutations, ...run } = asked;
  process.env.STOPSMS_FAULTS = mutations ? 'mutations' : JSON.stringify(run);
  // Only now, because what they start gets the environment of the moment they are loaded.
  const [{ build }, { executeBin }] = await Promise.all([import('./build.mjs'), import('./workspace.mjs')]);
  await build();
  const file = mutations ? 'e2e/faults/mutations.test.ts' : 'e2e/faults/faults.test.ts';
  return executeBin('jest', ['--selectProjects', 'e2e', '--runInBand', '--runTestsByPath', file]);
}

function read(args) {
  const number = { type: 'string' };
  const options = {
    seed: number,
    recipients: number,
    minutes: number,
    count: number,
    rolling: number,
    mutations: { type: 'boolean' },
  };
  try {
    const { mutations = false, ...given } = parseArgs({ args, options }).values;
    const {
      seed = Math.floor(Math.random() * SEED_LIMIT),
      recipients = MOST_RECIPIENTS,
      minutes = 5,
      ...rest
    } = numbers(given);
    const { count = Math.max(4, Math.round((minutes * 60) / FAULT_EVERY_S)), rolling } = rest;
    return { mutations, seed, recipients, minutes, faults: count, ...(rolling ? { rolling } : {}) };
  } catch (error) {
    console.error(`${error.message}\n${USAGE}`);
    return undefined;
  }
}

function numbers(given) {
  return Object.fromEntries(
    Object.entries(given).map(([name, text]) => {
      const value = Number(text);
      const kind = name === 'minutes' ? 'number' : 'whole number';
      if (!(value > 0) || (kind === 'whole number' && !Number.isInteger(value))) {
        throw new Error(`--${name} ${text}: give a ${kind} above 0.`);
      }
      if (name === 'recipients' && value > MOST_RECIPIENTS) {
        throw new Error(`--recipients ${text}: there are numbers for ${MOST_RECIPIENTS}.`);
      }
      return [name, value];
    }),
  );
}
