import { costliestFiles } from './jest/costliest.mjs';
import { failuresOf } from './jest/failures.mjs';
import { noteRunTime } from './run-times.mjs';

/**
 * Prints where the time went, what failed and, as the last line, the totals.
 * @param name - under which `--help` reports how long it took; undefined for a part of a run
 * @param outcome - of `runSizes`
 * @returns exit code
 */
export function reportRun(name, { ran }, { checks = { passed: 0, failed: 0 }, phases, flaky = [] }) {
  const files = ran.flatMap((size) => size.files);
  const sum = (kind) => [checks, ...ran].reduce((total, one) => total + one[kind], 0);
  [...costliestFiles(files), ...phases.lines(), ...failuresOf(files, flaky)].forEach((line) => console.log(line));
  const [passed, failed] = [sum('passed'), sum('failed')];
  if (name && failed === 0) noteRunTime(name, phases.seconds);
  console.log(`\nTook ${phases.seconds.toFixed(1)} s`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}
