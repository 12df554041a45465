import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Runs `work` while no other process that uses the same lock file does. A dead holder's lock is broken; two processes
 * that break it at the same moment may both run, so this spares work and must not be all that keeps data whole.
 */
export async function withLock<T>(lockFile: string, work: () => Promise<T>): Promise<T> {
  while (!take(lockFile)) {
    if (!isAlive(holder(lockFile))) rmSync(lockFile, { force: true });
    await delay(100);
  }
  try {
    return await work();
  } finally {
    rmSync(lockFile, { force: true });
  }
}

function take(lockFile: string): boolean {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** The holder's process id; 0 when the file has gone or is not written yet. */
function holder(lockFile: string): number {
  try {
    return Number(readFileSync(lockFile, 'utf8'));
  } catch {
    return 0;
  }
}

/** Returns whether process `pid` runs. A process of another user counts as running. */
export function isAlive(pid: number): boolean {
  if (pid === 0) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
