import { build } from './build.mjs';
import { execute, root } from './workspace.mjs';

export const usage = {
  flags: { measure: { about: 'trains nothing: prints how well the texts of part tune are read' } },
};

export default async function trainReader({ values }) {
  await build();
  const script = values.measure ? 'measure' : 'main';
  return execute(process.execPath, ['--max-old-space-size=8000', `${root}/dist/tools/train-reader/src/${script}.js`]);
}
