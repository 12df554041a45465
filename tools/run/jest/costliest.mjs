import { relative } from 'node:path';
import logs from './log-folder.js';

const MAX_FILES = 15;

/** @returns a table of the files that used the most processor time; none where there are few */
export function costliestFiles(files) {
  if (files.length <= MAX_FILES) return [];
  const costliest = [...files].sort((one, other) => costOf(other) - costOf(one)).slice(0, MAX_FILES);
  return [
    '\n seconds  processor seconds  the costliest files',
    ...costliest.map(({ file, seconds, cpuSeconds }) => {
      const used = cpuSeconds === undefined ? '–' : cpuSeconds.toFixed(1);
      return `${seconds.toFixed(1).padStart(8)}  ${used.padStart(17)}  ${relative(logs.root, file)}`;
    }),
  ];
}

const costOf = ({ seconds, cpuSeconds }) => cpuSeconds ?? seconds;
