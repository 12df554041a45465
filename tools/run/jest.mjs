import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import events from './jest/events.js';
import logs from './jest/log-folder.js';
import { FileLimit } from './jest/file-limit.mjs';
import { executeBin, root } from './workspace.mjs';

// In a process of its own even where there is only one, so that a file can be ended and Jest goes on with the others.
const WORKERS = ['--workerIdleMemoryLimit=2GB'];

// Service tests and those of the whole product run beside each other, and wait half their time for Kafka and PostgreSQL.
export const sizes = {
  unit: { workers: availableParallelism(), minutesPerFile: 5 },
  service: { workers: 2 * availableParallelism() - 1, minutesPerFile: 10 },
  e2e: { workers: 1, minutesPerFile: 40 },
};

/**
 * Runs the tests of one size, with their report on our output.
 * @param options.only - files and folders; all without
 * @param options.title - pattern of the full titles of tests; all without
 * @param options.shard - `<n>/<m>`: the n-th of m parts; all files without
 * @param options.env - more environment for the tests
 * @param options.config - other than the workspace's, for tests of this
 * @param options.workers - files that run at the same time
 * @param options.minutesPerFile - a file that takes longer is ended and has failed
 * @returns counts, and the files that ran; a run without results, or that was cut, has failed
 */
export async function runJest(size, { only = [], env = {}, config, shard, title, ...more } = {}) {
  const { workers, minutesPerFile } = { ...sizes[size], ...more };
  const folder = mkdtempSync(join(tmpdir(), 'stopsms-jest-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  // Ctrl-C ends this process from within.
  process.once('exit', remove);
  const eventFile = join(folder, 'events');
  const limit = new FileLimit(eventFile, minutesPerFile);
  const chosen = [...(config ? ['--config', config] : []), '--selectProjects', size];
  const isPart = only.length > 0 || shard !== undefined;
  const part = [
    ...(isPart ? ['--passWithNoTests'] : []),
    ...(shard ? [`--shard=${shard}`] : []),
    ...(title ? ['-t', title] : []),
  ];
  const paths = [...part, ...(only.length > 0 ? ['--', ...only.map(patternOf)] : [])];
  try {
    const code = await executeBin('jest', [...WORKERS, `--maxWorkers=${workers}`, ...chosen, ...paths], {
      env: { ...env, STOPSMS_TEST_EVENTS: eventFile },
      onStart: (child) => limit.watch(child),
      onSignal: (signal) => limit.endAll(signal),
    });
    limit.stop();
    await limit.endRest();
    const progress = events.progressOf(eventFile);
    // Jest says itself that there is no such test.
    if (code === 0 && isPart && !progress.planned) return { passed: 0, failed: 0, files: [] };
    return await countResults(size, progress, { code, why: limit.why, list: [...chosen, ...paths] });
  } finally {
    limit.stop();
    remove();
    process.off('exit', remove);
  }
}

async function countResults(size, { planned, done, running, complete }, { code, why, list }) {
  const sum = (kind) => done.reduce((total, file) => total + file[kind], 0);
  const [passed, counted] = [sum('passed'), sum('failed')];
  if (complete && code === 0 && passed > 0 && done.length === planned) return { passed, failed: counted, files: done };

  if (why) console.error(`${size} tests were ended: ${why}.`);
  for (const file of running.keys()) {
    console.error(`FAILED, because it was not done when the ${size} tests ended: ${relative(root, file)}`);
    logs.tailOf(file).forEach((line) => console.error(line));
  }
  if (!complete) await reportNeverRun(size, list, [...done.map(({ file }) => file), ...running.keys()]);
  const failed = counted + running.size;
  if (failed > 0) return { passed, failed, files: done };
  console.error(`${size} tests: ${passed} passed in ${done.length} files, yet the run failed (exit code ${code}).`);
  return { passed, failed: 1, files: done };
}

async function reportNeverRun(size, list, begun) {
  let output = '';
  await executeBin('jest', ['--listTests', '--json', ...list], { onOutput: (text) => (output += text) });
  const files = output.split('\n').find((line) => line.startsWith('['));
  const never = files ? JSON.parse(files).filter((file) => !begun.includes(file)) : [];
  if (never.length === 0) return;
  console.error(`${never.length} files of the ${size} tests never ran:`);
  for (const file of never) console.error(`  ${relative(root, file)}`);
}

/** Jest takes patterns, and a path means itself and what is below it. */
function patternOf(path) {
  return `^${resolve(root, path).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(/|$)`;
}
