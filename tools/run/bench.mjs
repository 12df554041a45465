import { build } from './build.mjs';
import { execute, root } from './workspace.mjs';

export default async function bench(args) {
  await build();
  return execute(process.execPath, ['--expose-gc', `${root}/dist/benchmarks/src/main.js`, ...args]);
}
