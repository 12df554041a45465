import { build } from './build.mjs';
import { recordTraining } from './check/reader-weights.mjs';
import { execute, root } from './workspace.mjs';

export const usage = {
  flags: {
    reader: { value: 'texts|replies', about: 'one of the two readers; both by default' },
    measure: { about: 'trains nothing: prints how well the part tune is read' },
    part: {
      value: 'sealed|ordinary|month|week|learn',
      about: 'with --measure and --reader: another part; the sealed one is opened once, at the end of a change',
    },
    faults: { about: 'with --measure and --reader replies: lists the replies that are read wrong' },
  },
};

const FOLDERS = { texts: '', replies: 'replies/' };

export default async function trainReader({ values }) {
  const readers = values.reader ? [values.reader] : Object.keys(FOLDERS);
  if (readers.some((reader) => !(reader in FOLDERS))) throw new Error('--reader is texts or replies');
  await build();
  for (const reader of readers) {
    const script = values.measure ? 'measure' : 'main';
    const path = `${root}/dist/tools/train-reader/src/${FOLDERS[reader]}${script}.js`;
    const rest = values.measure ? [values.part ?? 'tune', ...(values.faults ? ['faults'] : [])] : [];
    const code = await execute(process.execPath, ['--max-old-space-size=8000', path, ...rest]);
    if (code) return code;
    if (!values.measure) recordTraining(root, reader);
  }
  return 0;
}
