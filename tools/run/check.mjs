import { build } from './build.mjs';
import { lintDocuments } from './check/openapi.mjs';
import { execute, executeBin, root, secondsSince } from './workspace.mjs';

const steps = [
  { name: 'types', run: () => executeBin('tsc', ['-p', 'tsconfig.json']) },
  { name: 'lint', run: () => executeBin('eslint', ['.', '--max-warnings', '0']) },
  { name: 'format', run: () => executeBin('prettier', ['--check', '--log-level', 'warn', '.']) },
  {
    name: 'generated files',
    run: () => execute(process.execPath, [`${root}/dist/tools/generate/src/main.js`, '--check']),
  },
  { name: 'OpenAPI documents', run: lintDocuments },
];

export default async function check() {
  await build();
  return (await runChecks()).failed === 0 ? 0 : 1;
}

/** Runs every step, whatever the others say. */
export async function runChecks() {
  const totals = { passed: 0, failed: 0 };
  for (const { name, run } of steps) {
    const startedAt = performance.now();
    const passed = (await run()) === 0;
    totals[passed ? 'passed' : 'failed'] += 1;
    console.log(`check ${name}: ${passed ? 'passed' : 'FAILED'} (${secondsSince(startedAt)})`);
  }
  return totals;
}
