import { relative } from 'node:path';
import logs from './log-folder.js';

const MAX_LINES = 12;

/**
 * @param flaky - those of the files that passed when they ran again, alone
 * @returns lines about what failed, for the end of a long run, where a failure of an hour ago is out of sight
 */
export function failuresOf(files, flaky = []) {
  const failed = files.filter((file) => file.failed > 0);
  if (failed.length === 0) return [];
  return [
    '\nWhat failed',
    ...failed.flatMap((one) => [
      `  npx jest ${relative(logs.root, one.file)} (${one.failed} failed${flaky.includes(one) ? '; passed alone: flaky' : ''})`,
      ...linesOf(one.failure),
    ]),
  ];
}

function linesOf(failure) {
  const lines = (failure ?? 'It says nothing.').split('\n').filter((line) => line.trim() !== '');
  const more = lines.length > MAX_LINES ? [`      … ${lines.length - MAX_LINES} lines more above`] : [];
  return [...lines.slice(0, MAX_LINES).map((line) => `      ${line}`), ...more];
}
