import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from './build.mjs';
import { NoSuchRevision, changedProjects } from './changed.mjs';
import { runChecks } from './check.mjs';
import { refuse } from './flags.mjs';
import { runJest, sizes } from './jest.mjs';
import { failuresOf, unsteadyOf } from './jest/failures.mjs';
import { tryAgain } from './jest/second-try.mjs';
import { slowestFiles } from './jest/slowest.mjs';
import { root, secondsSince } from './workspace.mjs';

const SIZES = Object.keys(sizes);

export const usage = {
  words: `[${SIZES.join(' ')}] [changed] [<path>…]`,
  flags: {
    base: { value: 'REV', about: 'with changed: compared with this commit; default: where HEAD left origin/main' },
  },
  more: [
    'Without words: the checks, then all sizes of tests. With sizes or paths: those alone, without the checks.',
    'changed: the checks, and the tests of all that a change touches, committed or not.',
    'Examples: npm test -- unit service    npm test -- apps/dispatcher    npm test -- changed unit',
    'One file: npx jest <path>. With STOPSMS_TEST_LOGS= before it, the lines of services go to the terminal.',
  ],
};

/** All checks and tests, or those asked for. The last line is the total, and nothing else. */
export default async function test({ values: { base }, words }) {
  const changed = words.includes('changed');
  const paths = words.filter((word) => word !== 'changed' && !SIZES.includes(word));
  const unknown = paths.find((path) => !existsSync(resolve(root, path)));
  if (unknown) return refuse('test', `'${unknown}' is no size (${SIZES.join(', ')}) and no path`).exitCode;
  if (changed && paths.length > 0) return refuse('test', 'changed chooses the paths itself: give none').exitCode;
  if (base && !changed) return refuse('test', '--base belongs to changed').exitCode;

  const startedAt = performance.now();
  await build();
  let only = paths;
  if (changed) {
    const roots = await changedProjects(base).catch((error) => error);
    if (roots instanceof NoSuchRevision) return refuse('test', roots.message).exitCode;
    if (roots instanceof Error) throw roots;
    if (roots.length === 0) return reportTotals({ passed: 0, failed: 0 }, startedAt);
    only = roots;
  }
  const totals = changed || words.length === 0 ? await runChecks() : { passed: 0, failed: 0 };
  const asked = SIZES.filter((size) => words.includes(size));
  const { ran, unsteady } = await runSizes(asked.length > 0 ? asked : SIZES, only);
  for (const { passed, failed } of ran) {
    totals.passed += passed;
    totals.failed += failed;
  }
  if (!changed && ran.every(({ files }) => files.length === 0) && totals.failed === 0) {
    return refuse('test', `there are no tests under ${paths.join(', ')}`).exitCode;
  }
  const files = ran.flatMap((size) => size.files);
  [...slowestFiles(files), ...unsteadyOf(unsteady), ...failuresOf(files)].forEach((line) => console.log(line));
  console.log('');
  for (const { size, took, files } of ran) console.log(`${size.padEnd(8)} ${took.padStart(8)}  ${files.length} files`);
  return reportTotals(totals, startedAt);
}

/** One folder for what tests and services write, kept when a test failed or when somebody named it. */
async function runSizes(chosen, only) {
  const given = process.env.STOPSMS_TEST_LOGS;
  const logs = given ?? mkdtempSync(join(tmpdir(), 'stopsms-test-logs-'));
  const env = { STOPSMS_TEST_LOGS: logs };
  let kept = given !== undefined;
  process.on('exit', () => kept || rmSync(logs, { recursive: true, force: true }));
  const run = async (size) => {
    const startedAt = performance.now();
    const counts = await runJest(size, { only, env });
    kept ||= counts.failed > 0;
    return { size, ...counts, took: secondsSince(startedAt) };
  };
  const ran = [];
  // What computes goes first; what waits for its parts half of the time goes at once.
  for (const sizes of [chosen.filter((size) => size === 'unit'), chosen.filter((size) => size !== 'unit')]) {
    if (sizes.length > 0) console.log(`\n${sizes.join(' and ')} tests`);
    ran.push(...(await Promise.all(sizes.map(run))));
  }
  const tried = await tryAgain(ran, { env });
  if (kept && logs) console.log(`\nLogs of the tests: ${logs}`);
  return tried;
}

function reportTotals({ passed, failed }, startedAt) {
  console.log(`\nTook ${secondsSince(startedAt)}`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}
