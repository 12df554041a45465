import { build } from './build.mjs';
import { execute, root } from './workspace.mjs';

export const usage = {
  flags: {
    measure: { about: 'trains nothing: prints how well the texts of part tune are read' },
    part: {
      value: 'sealed|ordinary|month',
      about: 'with --measure: a part that is opened once, at the end of a change',
    },
  },
};

export default async function trainReader({ values }) {
  await build();
  const script = values.measure ? 'measure' : 'main';
  const path = `${root}/dist/tools/train-reader/src/${script}.js`;
  return execute(process.execPath, ['--max-old-space-size=8000', path, ...(values.part ? [values.part] : [])]);
}
