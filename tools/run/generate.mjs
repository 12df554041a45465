import { build } from './build.mjs';
import { execute, root } from './workspace.mjs';

export default async function generate(args) {
  await build();
  return execute(process.execPath, [`${root}/dist/tools/generate/src/main.js`, ...args]);
}
