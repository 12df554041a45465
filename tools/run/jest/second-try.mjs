import { relative } from 'node:path';
import { runJest } from '../jest.mjs';
import logs from './log-folder.js';

/** More failed files than this are no accident of a busy machine. */
const MAX_FILES = 3;

/**
 * Runs the few files that failed once more, each alone. What passes then counts as passed, and is reported at the end: a test
 * that depends on how busy the machine is has a fault, or has found one.
 * @param ran - sizes that ran: `{ size, passed, failed, files }`
 * @param options - of `runJest`
 * @returns the sizes with the counts of the second try, and the files that passed only then
 */
export async function tryAgain(ran, options = {}) {
  const failed = ran.flatMap(({ size, files }) => files.filter(hasFailed).map((file) => ({ size, file })));
  const wasCut = ran.some((one) => one.failed > sum(one.files, 'failed'));
  if (failed.length === 0 || failed.length > MAX_FILES || wasCut) return { ran, unsteady: [] };

  console.log(`\nA second try, each alone: ${failed.map(({ file }) => relative(logs.root, file.file)).join(', ')}`);
  const again = new Map();
  for (const { size, file } of failed) {
    const { files, failed: stillFailed } = await runJest(size, { ...options, only: [file.file] });
    if (stillFailed === 0 && files[0]) again.set(file, files[0]);
  }
  const counted = ran.map((one) => {
    const files = one.files.map((file) => again.get(file) ?? file);
    return { ...one, files, passed: sum(files, 'passed'), failed: sum(files, 'failed') };
  });
  return { ran: counted, unsteady: [...again.keys()] };
}

const hasFailed = ({ failed }) => failed > 0;
const sum = (files, kind) => files.reduce((total, file) => total + file[kind], 0);
