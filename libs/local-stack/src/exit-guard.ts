// The last resort: whatever way this process ends, short of SIGKILL, no part stays behind. Stopping in good order is
// the caller's business; this only makes sure that an uncaught error or a forgotten stop() leaves nothing running.
const running = new Set<number>();
const fatalSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
let installed = false;

export function killAtExit(pid: number): void {
  running.add(pid);
  if (installed) return;
  installed = true;
  process.on('exit', killAll);
  for (const signal of fatalSignals) process.on(signal, endAsByDefault);
}

export function letGo(pid: number): void {
  running.delete(pid);
}

function killAll(): void {
  for (const pid of running) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // ESRCH: it has just ended by itself, which is what we want.
    }
  }
}

/** A process with its own handler for `signal` decides by itself; without one, Node would end with no `exit` event. */
function endAsByDefault(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return;
  killAll();
  process.removeListener(signal, endAsByDefault);
  process.kill(process.pid, signal);
}
