import { spawn, spawnSync } from 'node:child_process';
import { root } from '../workspace.mjs';
import { ended } from './steps.mjs';

const MAX_BYTES = 2 ** 26;

/** kubectl for one context, named with each call: the current one may be changed by somebody else meanwhile. */
export function kubectlFor(context) {
  const call = (args) =>
    spawnSync('kubectl', ['--context', context, ...args], { cwd: root, encoding: 'utf8', maxBuffer: MAX_BYTES });
  return {
    context,
    /** @returns its output; ends with what kubectl says when it fails */
    run(...args) {
      const { status, stdout, stderr, error } = call(args);
      if (status !== 0) throw ended(`kubectl ${args.join(' ')} failed: ${(stderr || error?.message || '').trim()}`);
      return stdout;
    },
    /** @returns its output, or undefined when it fails */
    ask(...args) {
      const { status, stdout } = call(args);
      return status === 0 ? stdout : undefined;
    },
    json(...args) {
      return JSON.parse(this.run(...args, '-o', 'json'));
    },
    start(...args) {
      return spawn('kubectl', ['--context', context, ...args], { cwd: root });
    },
  };
}
