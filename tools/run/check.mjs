import { build } from './build.mjs';
import { checkArrows } from './check/arrows.mjs';
import { lintDocuments } from './check/openapi.mjs';
import { execute, executeBin, root, secondsSince } from './workspace.mjs';

const LINT = { name: 'lint', run: (onSignal) => executeBin('eslint', ['.', '--max-warnings', '0'], onSignal) };
const OTHERS = [
  { name: 'arrows between files', run: checkArrows },
  { name: 'types', run: (onSignal) => executeBin('tsc', ['-p', 'tsconfig.json'], onSignal) },
  { name: 'types of the console’s pages', run: (onSignal) => executeBin('tsc', ['-p', 'apps/console/web'], onSignal) },
  { name: 'format', run: (onSignal) => executeBin('prettier', ['--check', '--log-level', 'warn', '.'], onSignal) },
  {
    name: 'generated files',
    run: (onSignal) => execute(process.execPath, [`${root}/dist/tools/generate/src/main.js`, '--check'], onSignal),
  },
  { name: 'OpenAPI documents', run: lintDocuments },
  {
    name: 'citations',
    run: (onSignal) => execute(process.execPath, [`${root}/tools/run/check/citations.mjs`], onSignal),
  },
  {
    name: 'tables',
    run: (options) => execute(process.execPath, [`${root}/tools/run/check/tables.mjs`], options),
  },
  {
    name: 'vocabulary',
    run: (onSignal) => execute(process.execPath, [`${root}/tools/run/check/vocabulary.mjs`], onSignal),
  },
  {
    name: 'weights of the readers',
    run: (onSignal) => execute(process.execPath, [`${root}/tools/run/check/reader-weights.mjs`], onSignal),
  },
];
// Each keeps one core busy, and lint takes as long as all others together.
const LANES = [[LINT], OTHERS];

export default async function check() {
  await build();
  return (await runChecks()).failed === 0 ? 0 : 1;
}

/** Runs every step, whatever the others say; the output of a step is printed when it has ended. */
export async function runChecks() {
  const totals = { passed: 0, failed: 0 };
  const runLane = async (steps) => {
    for (const { name, run } of steps) {
      const startedAt = performance.now();
      let output = '';
      const passed = (await run({ onOutput: (text) => (output += text) })) === 0;
      totals[passed ? 'passed' : 'failed'] += 1;
      process.stdout.write(output);
      console.log(`check ${name}: ${passed ? 'passed' : 'FAILED'} (${secondsSince(startedAt)})`);
    }
  };
  await Promise.all(LANES.map(runLane));
  return totals;
}
