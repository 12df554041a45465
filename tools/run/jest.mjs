import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { executeBin } from './workspace.mjs';

const minutes = (count) => count * 60_000;

// Services share two cores with their own Kafka and PostgreSQL, and what plays the whole product has the machine to itself.
export const sizes = {
  unit: { args: [], limitMs: minutes(5) },
  service: { args: ['--maxWorkers=2'], limitMs: minutes(15) },
  e2e: { args: ['--runInBand'], limitMs: minutes(20) },
};

const LINGER_MS = 15_000;
const LOOK_EVERY_MS = 1000;

/**
 * Runs the tests of one size, with their report on our output.
 * A run without results, with no test at all, or that never ends counts as one failure.
 */
export async function runJest(size) {
  const { args, limitMs } = sizes[size];
  const folder = mkdtempSync(join(tmpdir(), 'stopsms-jest-'));
  const resultFile = join(folder, 'results.json');
  let lookingAfter;
  let killed;
  try {
    const code = await executeBin('jest', ['--selectProjects', size, '--json', `--outputFile=${resultFile}`, ...args], {
      onStart: (child) => {
        lookingAfter = endIfStuck(child, resultFile, limitMs, (why) => (killed = why));
      },
    });
    return countResults(size, resultFile, code, killed);
  } finally {
    clearInterval(lookingAfter);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Jest waits for ever on what a test left open, and a test may never end: neither may hold up the totals. */
function endIfStuck(child, resultFile, limitMs, onKilled) {
  const startedAt = performance.now();
  let resultsAt;
  return setInterval(() => {
    const now = performance.now();
    if (existsSync(resultFile)) resultsAt ??= now;
    const lingers = resultsAt !== undefined && now - resultsAt > LINGER_MS;
    if (!lingers && now - startedAt < limitMs) return;
    onKilled(lingers ? 'the tests ended but left something open' : `not done after ${limitMs / 60_000} minutes`);
    child.kill('SIGKILL');
  }, LOOK_EVERY_MS);
}

function countResults(size, resultFile, code, killed) {
  if (killed) console.error(`${size} tests were ended: ${killed}.`);
  if (!existsSync(resultFile)) {
    console.error(`${size} tests gave no results (exit code ${code}).`);
    return { passed: 0, failed: 1 };
  }
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(resultFile, 'utf8'));
  const failed = numFailedTests + numRuntimeErrorTestSuites;
  // Whatever else made it fail: no test found, a worker that died, a process that would not end.
  const otherwise = failed === 0 && (code !== 0 || numPassedTests === 0) ? 1 : 0;
  if (otherwise) console.error(`${size} tests: ${numPassedTests} passed, yet the run failed (exit code ${code}).`);
  return { passed: numPassedTests, failed: failed + otherwise };
}
