import { relative } from 'node:path';
import { runJest } from '../jest.mjs';
import logs from './log-folder.js';

/** More failed files than this have a common cause. */
const MAX_FILES = 3;

/**
 * Runs the few files that failed once more, each alone, to separate tests that depend on how busy the machine is from those
 * that always fail. Both have failed.
 * @param ran - sizes that ran: `{ size, passed, failed, files }`
 * @param options - of `runJest`
 * @returns the files that passed the second time
 */
export async function findFlaky(ran, options = {}) {
  const failed = ran.flatMap(({ size, files }) => files.filter(hasFailed).map((file) => ({ size, file })));
  const wasCut = ran.some((one) => one.failed > one.files.reduce((total, file) => total + file.failed, 0));
  if (failed.length === 0 || failed.length > MAX_FILES || wasCut) return [];

  console.log(`\nA second try, each alone: ${failed.map(({ file }) => relative(logs.root, file.file)).join(', ')}`);
  const flaky = [];
  for (const { size, file } of failed) {
    const { files, failed: stillFailed } = await runJest(size, { ...options, only: [file.file] });
    if (stillFailed === 0 && files[0]) flaky.push(file);
  }
  return flaky;
}

const hasFailed = ({ failed }) => failed > 0;
