// A part must not outlive the process that started it, even when that one is killed with SIGKILL and can clean up
// nothing. Linux can do that for us: `setpriv --pdeathsig` (util-linux) asks the kernel to signal the child when its
// parent dies, then becomes the child, so the process id stays the same. Elsewhere (macOS, Alpine) nothing does it:
// parts left over by a SIGKILL are then named by the port check of the next start.
import { spawnSync } from 'node:child_process';

let available: boolean | undefined;

/** Ends if the parent ended before the kernel was asked, which then signals nothing: the child has another parent by now. */
const UNLESS_ORPHANED = 'test "$PPID" = "$1" || exit 1; shift; exec "$@"';

/** The command line that runs `command` so that it gets `signal` when this process dies. */
export function tiedToParent(command: string, args: string[], signal: NodeJS.Signals): [string, string[]] {
  available ??= spawnSync('setpriv', ['--pdeathsig', 'KILL', 'true']).status === 0;
  if (!available) return [command, args];
  const asked = ['--pdeathsig', signal.replace(/^SIG/, ''), '--'];
  return ['setpriv', [...asked, 'sh', '-c', UNLESS_ORPHANED, 'sh', String(process.pid), command, ...args]];
}
