import { build } from './build.mjs';
import { execute, executeBin, root } from './workspace.mjs';

export const usage = {
  flags: {
    check: { about: 'writes nothing and fails on any difference' },
    release: { about: 'keeps the topics as those of the version in package.json, once for each version' },
  },
};

export default async function generate({ values }) {
  await build();
  const args = Object.keys(values).map((flag) => `--${flag}`);
  const code = await execute(process.execPath, [`${root}/dist/tools/generate/src/main.js`, ...args]);
  // From the OpenAPI documents that were just written.
  return code || values.check ? code : executeBin('nx', ['run', 'clients:types', '--outputStyle=static']);
}
