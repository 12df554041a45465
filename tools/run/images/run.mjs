import { spawnSync } from 'node:child_process';

/** Runs a program and returns its output; throws with its errors. */
export function run(command, args, options = {}) {
  const { error, status, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    ...options,
  });
  if (error?.code === 'ENOENT') throw new Error(`${command} is not on the PATH: docs/containers.md, "Releases"`);
  if (status !== 0) throw new Error(`${command} ${args.slice(0, 2).join(' ')} failed:\n${stdout}${stderr}`);
  return stdout.trim();
}
