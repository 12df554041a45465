import { relative } from 'node:path';
import logs from './log-folder.js';

const MAX_LINES = 12;

/** @returns lines about what failed, for the end of a long run, where a failure of an hour ago is out of sight */
export function failuresOf(files) {
  return under(
    'What failed',
    files.filter((file) => file.failed > 0),
  );
}

/** @returns lines about what failed at first and passed when it was tried alone */
export function unsteadyOf(files) {
  return under('Failed at first and passed alone: the run is green, and these need a look', files);
}

function under(heading, failed) {
  if (failed.length === 0) return [];
  return [
    `\n${heading}`,
    ...failed.flatMap(({ file, failed: count, failure }) => [
      `  npx jest ${relative(logs.root, file)} (${count} failed)`,
      ...linesOf(failure),
    ]),
  ];
}

function linesOf(failure) {
  const lines = (failure ?? 'It says nothing.').split('\n').filter((line) => line.trim() !== '');
  const more = lines.length > MAX_LINES ? [`      … ${lines.length - MAX_LINES} lines more above`] : [];
  return [...lines.slice(0, MAX_LINES).map((line) => `      ${line}`), ...more];
}
