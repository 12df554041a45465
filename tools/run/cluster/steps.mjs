import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { root, secondsSince } from '../workspace.mjs';

/** Folder of this command's log and of files that are passed on. */
export const home = resolve(root, process.env.STOPSMS_DIR || '.stopsms', 'cluster');
const LOG_LINES = 20;

/** Creates an error that is reported in words, without a stack trace. */
export function ended(message) {
  return Object.assign(new Error(message), { isExpected: true });
}

/** Prints the current step and its duration. */
export async function step(what, run) {
  const startedAt = performance.now();
  console.log(`${what} …`);
  const result = await run();
  console.log(`  done after ${secondsSince(startedAt)}`);
  return result;
}

/** Runs a program that says much; what it said is shown when it fails. Our environment comes before `env`. */
export async function quietly(name, command, args, env = {}) {
  mkdirSync(home, { recursive: true });
  const log = join(home, `${name}.log`);
  const file = openSync(log, 'w');
  const code = await new Promise((done, failed) => {
    // It has our terminal to ask for a password.
    const child = spawn(command, args, { cwd: root, env: { ...env, ...process.env }, stdio: ['inherit', file, file] });
    child.once('error', failed);
    child.once('close', done);
  }).finally(() => closeSync(file));
  if (code === 0) return;
  const last = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-LOG_LINES);
  const shown = [command, ...args].join(' ');
  throw ended(
    [`${shown} failed (${code ?? 'killed'}). Its last lines:`, ...last, `All of it: ${relative(root, log)}`].join('\n'),
  );
}
