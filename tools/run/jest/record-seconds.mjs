import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import logs from './log-folder.js';

const FILE = new URL('file-seconds.json', import.meta.url);

/** Writes the seconds of each service and e2e file that ran; files that are gone leave. Unit files take too little to be ordered. */
export function recordSeconds(ran) {
  const files = ran.flatMap(({ size, files: of }) => (size === 'unit' ? [] : of));
  const entries = files.map(({ file, seconds }) => [relative(logs.root, file), Math.round(seconds)]);
  const sorted = Object.fromEntries(entries.sort(([one], [other]) => one.localeCompare(other)));
  writeFileSync(FILE, `${JSON.stringify(sorted, undefined, 2)}\n`);
  console.log(`Recorded ${entries.length} files in ${relative(logs.root, FILE.pathname)}`);
}
