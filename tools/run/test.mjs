import { build } from './build.mjs';
import { runChecks } from './check.mjs';
import { runJest, sizes } from './jest.mjs';
import { secondsSince } from './workspace.mjs';

/** All checks and tests; or, named, only the tests of some sizes. The last line is the total, and nothing else. */
export default async function test(args) {
  const unknown = args.filter((size) => !Object.hasOwn(sizes, size));
  if (unknown.length > 0) {
    console.error(`There are no tests called ${unknown.join(', ')}: choose from ${Object.keys(sizes).join(', ')}.`);
    return 2;
  }
  const startedAt = performance.now();
  await build();
  const totals = args.length > 0 ? { passed: 0, failed: 0 } : await runChecks();
  for (const size of Object.keys(sizes).filter((one) => args.length === 0 || args.includes(one))) {
    console.log(`\n${size} tests`);
    const { passed, failed } = await runJest(size);
    totals.passed += passed;
    totals.failed += failed;
  }
  console.log(`\nTook ${secondsSince(startedAt)}`);
  console.log(`${totals.passed} passed, ${totals.failed} failed`);
  return totals.failed === 0 ? 0 : 1;
}
