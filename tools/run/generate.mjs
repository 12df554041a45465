import { build } from './build.mjs';
import { execute, root } from './workspace.mjs';

export const usage = {
  flags: {
    check: { about: 'writes nothing and fails on any difference' },
    release: { about: 'keeps the topics as those of the version in package.json, once for each version' },
  },
};

export default async function generate({ values }) {
  await build();
  const args = Object.keys(values).map((flag) => `--${flag}`);
  const run = (file, ...more) => execute(process.execPath, [`${root}/dist/tools/generate/src/${file}`, ...more]);
  const code = await run('main.js', ...args);
  if (code || values.check) return code;
  return run('statements/main.js');
}
