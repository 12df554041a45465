import { build } from './build.mjs';
import { runChecks } from './check.mjs';
import { refuse } from './flags.mjs';
import { sizes } from './jest.mjs';
import { recordSeconds } from './jest/record-seconds.mjs';
import { runSizes } from './jest/run-sizes.mjs';
import { findFlaky } from './jest/second-try.mjs';
import { Phases } from './phases.mjs';
import { runTimeOf } from './run-times.mjs';
import { reportRun } from './test-report.mjs';

export const usage = {
  flags: {
    rest: { about: 'only what npm test leaves out, with lint and format of every file' },
    shard: { value: 'N/M', about: 'the n-th of m parts of about the same length; the checks belong to the first' },
    record: { about: 'notes how long each file took, by which files are ordered and divided' },
  },
  get more() {
    return [
      `All checks and all tests: ${runTimeOf('test-all', '20 to 25 min')}; --rest: ${runTimeOf('rest', '15 to 20 min')}.`,
      'A file that fails and passes when it runs again, alone, has failed: it is reported as flaky, with its log.',
    ];
  },
};

export default async function testAll({ values: { rest = false, shard, record = false } }) {
  const [, index, count] = /^([1-9]\d?)\/([1-9]\d?)$/.exec(shard ?? '1/1') ?? [];
  if (index === undefined || Number(index) > Number(count))
    return refuse('test-all', `--shard ${shard}: give a part and the number of parts, such as 1/4`).exitCode;
  if (record && (rest || shard)) return refuse('test-all', '--record needs a whole run').exitCode;

  const phases = new Phases();
  await phases.measure('build', build);
  const isFirst = Number(index) === 1;
  const steps = rest ? ['lint', 'format'] : undefined;
  const checks = isFirst ? await phases.measure('checks', () => runChecks({ steps })) : undefined;
  const chosen = Object.keys(sizes).filter((size) => !(rest && size === 'unit'));
  const options = { tier: rest ? 'rest' : 'all', ...(shard && { shard }), phases };
  const outcome = await runSizes(chosen, options);
  const flaky = await findFlaky(outcome.ran, { env: outcome.env });
  if (record) recordSeconds(outcome.ran);
  const name = rest ? 'rest' : 'test-all';
  return reportRun(shard ? undefined : name, outcome, { checks, phases, flaky });
}
