const RUNS = 3;
const RECORDS = 120;
/** The same in each run of `npm test`, so that it fails for what was changed. */
const SEED = 1;

/**
 * Number of attempts and their seed: `STOPSMS_FUZZ_RUNS` requests for each route (3) and forty times as many records,
 * `STOPSMS_FUZZ_SEED` to try others.
 */
export function fuzzPlan(env: NodeJS.ProcessEnv): { seed: number; runs: number; records: number } {
  const runs = Number(env['STOPSMS_FUZZ_RUNS'] ?? RUNS);
  return {
    seed: Number(env['STOPSMS_FUZZ_SEED'] ?? SEED),
    runs,
    records: (RECORDS / RUNS) * runs,
  };
}
