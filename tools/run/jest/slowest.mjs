import { relative } from 'node:path';
import logs from './log-folder.js';

const MOST = 10;

/** @returns lines about the slowest files; none where there are too few to ask */
export function slowestFiles(files) {
  if (files.length <= MOST) return [];
  const slowest = [...files].sort((one, other) => other.seconds - one.seconds).slice(0, MOST);
  return [
    '\nThe slowest files',
    ...slowest.map(({ file, seconds }) => `${seconds.toFixed(1).padStart(8)} s  ${relative(logs.root, file)}`),
  ];
}
