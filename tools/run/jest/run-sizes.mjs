import { mkdtempSync, rmSync } from 'node:fs';
import { totalmem, tmpdir } from 'node:os';
import { join } from 'node:path';
import { runJest } from '../jest.mjs';

/** Service tests and a whole stack beside each other need about 9 GiB; one after the other about 6. */
const MIN_BYTES_BESIDE = 12 * 2 ** 30;

/**
 * Runs sizes of tests: unit first, since it computes; then service and e2e beside each other, since both wait for Kafka and PostgreSQL.
 * Logs of tests and services are kept if a test failed or STOPSMS_TEST_LOGS names a folder.
 * @param sizes - any of `unit`, `service`, `e2e`
 * @param options.tier - `core`, `rest` or `all` (default) of the service and e2e files
 * @param options.only - files and folders; all without
 * @param options.shard - `<n>/<m>`
 * @returns `ran`, `{ size, passed, failed, files }` of each size, and `env` of the tests
 */
export async function runSizes(sizes, { tier = 'all', phases, ...options } = {}) {
  const given = process.env.STOPSMS_TEST_LOGS;
  const logs = given ?? mkdtempSync(join(tmpdir(), 'stopsms-test-logs-'));
  const env = { STOPSMS_TEST_LOGS: logs, STOPSMS_TEST_TIER: tier };
  let kept = given !== undefined;
  process.on('exit', () => kept || rmSync(logs, { recursive: true, force: true }));
  const run = async (size) => {
    const counts = await runJest(size, { ...options, env });
    kept ||= counts.failed > 0;
    return { size, ...counts };
  };
  const ran = [];
  for (const lane of lanesOf(sizes)) {
    const name = `${lane.join(' and ')} tests`;
    console.log(`\n${name}`);
    ran.push(...(await phases.measure(name, () => Promise.all(lane.map(run)))));
  }
  if (kept && logs) console.log(`\nLogs of the tests: ${logs}`);
  return { ran, env };
}

function lanesOf(sizes) {
  const waiting = sizes.filter((size) => size !== 'unit');
  const lanes = totalmem() < MIN_BYTES_BESIDE ? waiting.map((size) => [size]) : [waiting];
  return [sizes.filter((size) => size === 'unit'), ...lanes].filter((lane) => lane.length > 0);
}
