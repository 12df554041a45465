import { existsSync, lstatSync, readFileSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { root } from './workspace.mjs';

// By name, not the whole folder: STOPSMS_DIR may be pointed anywhere.
const OURS = ['kafka', 'postgres', 'views', 'logs', 'secrets', 'shown-time', 'stack.pid', 'kafka-libs'];

export const usage = { more: ['The folder is STOPSMS_DIR, .stopsms by default.'] };

/** Deletes what `npm start` keeps. */
export default function reset() {
  const dir = resolve(root, process.env.STOPSMS_DIR || '.stopsms');
  const pid = runningIn(dir);
  if (pid) {
    console.error(`A stack runs from ${dir} (process ${pid}): stop it first, with Ctrl-C where it was started.`);
    console.error(`If process ${pid} is something else, delete ${join(dir, 'stack.pid')}.`);
    return 1;
  }
  deletePostgresElsewhere(join(dir, 'postgres', 'data'));
  for (const name of OURS) rmSync(join(dir, name), { recursive: true, force: true });
  if (existsSync(dir) && readdirSync(dir).length === 0) rmSync(dir, { recursive: true });
  console.log(`Deleted the data in ${dir}`);
  return 0;
}

function runningIn(dir) {
  const file = join(dir, 'stack.pid');
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  try {
    return pid > 0 && process.kill(pid, 0) ? pid : undefined;
  } catch (error) {
    return error.code === 'EPERM' ? pid : undefined;
  }
}

/** For root, the database may live under /var/tmp; see libs/local-stack/src/postgres-home.ts. */
function deletePostgresElsewhere(data) {
  if (!lstatSync(data, { throwIfNoEntry: false })?.isSymbolicLink() || !existsSync(data)) return;
  const home = dirname(realpathSync(data));
  if (home.startsWith('/var/tmp/stopsms-postgres-')) rmSync(home, { recursive: true, force: true });
}
