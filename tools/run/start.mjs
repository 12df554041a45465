import { build } from './build.mjs';
import { root } from './workspace.mjs';

/** In this very process: one less between Ctrl-C and those who must hear of it. It ends the process by itself. */
export default async function start(args) {
  await build();
  const main = `${root}/dist/tools/start/src/main.js`;
  process.argv = [process.execPath, main, ...args];
  await import(main);
  return process.exitCode;
}
