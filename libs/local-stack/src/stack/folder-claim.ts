import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalStackError } from '../local-stack-error';
import { isAlive } from '../lock';

/**
 * Marks a data folder as used by this process; `npm run reset` refuses while the mark exists.
 * @returns takes the mark away
 * @throws LocalStackError `already-running`
 */
export function claimFolder(dir: string): () => void {
  const file = join(dir, 'stack.pid');
  mkdirSync(dir, { recursive: true });
  const pid = Number(readOrEmpty(file));
  if (pid > 0 && pid !== process.pid && isAlive(pid)) {
    throw new LocalStackError(
      'already-running',
      `A stack already runs from ${dir} (process ${pid}). Stop it with Ctrl-C, or set STOPSMS_DIR and the ports for a second one. ` +
        `If process ${pid} is something else, delete ${file}.`,
    );
  }
  writeFileSync(file, String(process.pid));
  const release = () => rmSync(file, { force: true });
  process.once('exit', release);
  return () => {
    process.removeListener('exit', release);
    release();
  };
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
