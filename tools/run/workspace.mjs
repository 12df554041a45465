import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

// No background process, no cloud and no full-screen display: Nx is used for its order and its cache.
const env = { ...process.env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true', NX_TUI: 'false' };

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program in the workspace with its output on ours, or given to `onOutput`. Resolves to its exit code.
 * When this process gets a signal, so does the program, `onSignal` is called, and this process ends after it.
 * @param options.env - more environment, or other
 */
export function execute(command, args, { onOutput, onStart, onSignal, env: more } = {}) {
  return new Promise((resolve, reject) => {
    const output = onOutput ? 'pipe' : 'inherit';
    const child = spawn(command, args, { cwd: root, env: { ...env, ...more }, stdio: ['inherit', output, output] });
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => onOutput(chunk.toString()));
    let asked = false;
    const passOn = (signal) => {
      asked = true;
      child.kill(signal);
      onSignal?.(signal);
    };
    SIGNALS.forEach((signal) => process.on(signal, passOn));
    onStart?.(child);
    child.once('error', reject);
    child.once('close', (code) => {
      SIGNALS.forEach((signal) => process.off(signal, passOn));
      if (asked) process.exit(130);
      resolve(code ?? 1);
    });
  });
}

// All cores are busy, so that threads which collect garbage beside a program only take time from others. With more room for
// young objects it is up to 10 % less processor time for tests and `tsc` (2 cores). Workers of Jest inherit these flags.
const NODE_FLAGS = ['--single-threaded-gc', '--min-semi-space-size=32', '--max-semi-space-size=64'];

/** A program of node_modules, without the second that npx takes. */
export function executeBin(name, args, options) {
  return execute(process.execPath, [...NODE_FLAGS, `${root}/node_modules/.bin/${name}`, ...args], options);
}

export function secondsSince(startedAt) {
  return `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
}
