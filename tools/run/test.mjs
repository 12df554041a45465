import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from './build.mjs';
import { NoSuchRevision, changedFiles, changedProjects } from './changed.mjs';
import { runChecks } from './check.mjs';
import { refuse } from './flags.mjs';
import { sizes } from './jest.mjs';
import { runSizes } from './jest/run-sizes.mjs';
import { Phases } from './phases.mjs';
import { runTimeOf } from './run-times.mjs';
import { reportRun } from './test-report.mjs';
import { root } from './workspace.mjs';

const SIZES = Object.keys(sizes);

export const usage = {
  words: `[${SIZES.join(' ')}] [changed] [<path>…]`,
  flags: {
    base: { value: 'REV', about: 'with changed: compared with this commit; default: where HEAD left origin/main' },
  },
  get more() {
    return [
      'Without words: the checks, all unit tests, the core service tests, and the story on one stack while Kafka is killed and',
      `PostgreSQL restarted (${runTimeOf('test', '5 to 8 min')}).`,
      'changed: the checks, and the unit and service tests of all projects that a change touches, committed or not',
      `(${runTimeOf('changed', 'up to 4 min')}).`,
      'With sizes or paths: all their tests, without the checks.',
      `Everything: npm run test:all (${runTimeOf('test-all', '20 to 25 min')}).`,
      'Examples: npm test -- unit service    npm test -- apps/dispatcher    npm test -- changed unit',
      'One file: npx jest <path>. With STOPSMS_TEST_LOGS= before it, the lines of services go to the terminal.',
    ];
  },
};

/** The checks and the core tests, or those requested. The last line is the total, and nothing else. */
export default async function test({ values: { base }, words }) {
  const changed = words.includes('changed');
  const requested = SIZES.filter((size) => words.includes(size));
  const paths = words.filter((word) => word !== 'changed' && !SIZES.includes(word));
  const unknown = paths.find((path) => !existsSync(resolve(root, path)));
  if (unknown) return refuse('test', `'${unknown}' is no size (${SIZES.join(', ')}) and no path`).exitCode;
  if (changed && paths.length > 0) return refuse('test', 'changed chooses the paths itself: give none').exitCode;
  if (base && !changed) return refuse('test', '--base belongs to changed').exitCode;

  const phases = new Phases();
  await phases.measure('build', build);
  if (changed) return testChanged(base, requested, phases);
  if (words.length === 0) {
    const checks = await phases.measure('checks', () => runChecks({ files: changedFiles() }));
    return reportRun('test', await runSizes(SIZES, { tier: 'core', phases }), { checks, phases });
  }
  const outcome = await runSizes(requested.length > 0 ? requested : SIZES, { only: paths, phases });
  if (outcome.ran.every(({ files, failed }) => files.length === 0 && failed === 0)) {
    return refuse('test', `there are no tests under ${paths.join(', ')}`).exitCode;
  }
  return reportRun(undefined, outcome, { phases });
}

/** Whole stacks and benchmarks are left to `npm test` and `npm run test:all`. */
const NOT_OF_A_CHANGE = ['e2e', 'benchmarks'];

async function testChanged(base, requested, phases) {
  const roots = await changedProjects(base).catch((error) => error);
  if (roots instanceof NoSuchRevision) return refuse('test', roots.message).exitCode;
  if (roots instanceof Error) throw roots;
  const checks = await phases.measure('checks', () => runChecks({ files: changedFiles(base) }));
  const only = roots.filter((folder) => !NOT_OF_A_CHANGE.includes(folder));
  const chosen = requested.length > 0 ? requested : ['unit', 'service'];
  const outcome = only.length > 0 ? await runSizes(chosen, { only, phases }) : { ran: [] };
  return reportRun('changed', outcome, { checks, phases });
}
