import { build } from './build.mjs';
import { checkArrows } from './check/arrows.mjs';
import { lintDocuments } from './check/openapi.mjs';
import { execute, executeBin, root, secondsSince } from './workspace.mjs';

const CACHE = 'node_modules/.cache/stopsms';
const LINTED = /\.(ts|tsx|js|mjs)$/;

const runScript = (name) => (options) => execute(process.execPath, [`${root}/tools/run/check/${name}.mjs`], options);
const runTypes = (project) => (options) => executeBin('tsc', ['-p', project], options);

/** Rules of one file, checked of the given files; of all without. Results of unchanged files are kept. */
const perFile = (name, bin, flags, isIncluded) => ({
  name,
  run: (options, files) => {
    const chosen = files?.filter(isIncluded) ?? ['.'];
    if (chosen.length === 0) return 0;
    return executeBin(bin, [...flags, '--cache', '--cache-location', `${CACHE}/${bin}`, ...chosen], options);
  },
});

const LINT = perFile(
  'lint',
  'eslint',
  ['--max-warnings', '0', '--no-warn-ignored', '--cache-strategy', 'content'],
  (file) => LINTED.test(file),
);
const FORMAT_FLAGS = ['--check', '--log-level', 'warn', '--ignore-unknown', '--cache-strategy', 'content'];
const OTHERS = [
  { name: 'arrows between files', run: checkArrows },
  { name: 'types', run: runTypes('tsconfig.json') },
  { name: 'types of the console’s pages', run: runTypes('apps/console/web') },
  perFile('format', 'prettier', FORMAT_FLAGS, () => true),
  {
    name: 'generated files',
    run: (options) => execute(process.execPath, [`${root}/dist/tools/generate/src/main.js`, '--check'], options),
  },
  { name: 'OpenAPI documents', run: lintDocuments },
  { name: 'citations', run: runScript('citations') },
  { name: 'tables', run: runScript('tables') },
  { name: 'promises', run: runScript('promises') },
  { name: 'vocabulary', run: runScript('vocabulary') },
  { name: 'lines', run: runScript('lines') },
  { name: 'licences', run: runScript('licences') },
  { name: 'weights of the readers', run: runScript('reader-weights') },
];

export default async function check() {
  await build();
  return (await runChecks()).failed === 0 ? 0 : 1;
}

/**
 * Runs the steps, whatever the others say; the output of a step is printed when it has ended.
 * @param options.files - lint and format only these; all files without
 * @param options.steps - names of steps; all without
 */
export async function runChecks({ files, steps } = {}) {
  const totals = { passed: 0, failed: 0 };
  const runLane = async (lane) => {
    for (const { name, run } of lane) {
      const startedAt = performance.now();
      let output = '';
      const passed = (await run({ onOutput: (text) => (output += text) }, files)) === 0;
      totals[passed ? 'passed' : 'failed'] += 1;
      process.stdout.write(output);
      console.log(`check ${name}: ${passed ? 'passed' : 'FAILED'} (${secondsSince(startedAt)})`);
    }
  };
  await Promise.all(lanesOf(files).map((lane) => runLane(lane.filter(({ name }) => steps?.includes(name) ?? true))));
  return totals;
}

/** Each keeps one core busy. Lint of all files takes as long as all other steps together, and types as half of them. */
function lanesOf(files) {
  if (!files) return [[LINT], OTHERS];
  const isTypes = ({ name }) => name === 'types';
  return [[...OTHERS.filter(isTypes)], [LINT, ...OTHERS.filter((step) => !isTypes(step))]];
}
