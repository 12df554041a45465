import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './workspace.mjs';

const FILE = join(root, 'node_modules/.cache/stopsms/run-times.json');

/** Notes how long a run took on this machine, for `--help`. */
export function noteRunTime(run, seconds) {
  mkdirSync(dirname(FILE), { recursive: true });
  writeFileSync(FILE, JSON.stringify({ ...noted(), [run]: Math.round(seconds) }));
}

/** @param usual - how long it takes on 2 cores, from docs/testing.md */
export function runTimeOf(run, usual) {
  const seconds = noted()[run];
  const here = seconds === undefined ? 'not run here yet' : `${clock(seconds)} the last time here`;
  return `${here}; ${usual} on 2 cores`;
}

const clock = (seconds) => `${Math.floor(seconds / 60)} min ${seconds % 60} s`;

function noted() {
  try {
    return JSON.parse(readFileSync(FILE, 'utf8'));
  } catch {
    return {};
  }
}
