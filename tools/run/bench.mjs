import { existsSync } from 'node:fs';
import { build } from './build.mjs';
import { execute, root } from './workspace.mjs';

const MAIN = `${root}/dist/benchmarks/src/main.js`;

export const usage = {
  passesOn: true,
  words: '<name> [numbers or flags]',
  more: ['Without a name it lists the benchmarks; <name> --help lists its flags.'],
};

/** The benchmarks themselves know what they are called and take; the list of them needs no new build. */
export default async function bench({ words }) {
  if (!(words.length === 0 && existsSync(MAIN))) await build();
  return execute(process.execPath, ['--expose-gc', MAIN, ...words]);
}
