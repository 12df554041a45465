// Whatever is sent to a route or published as a request: no fault of ours is answered, every refusal is one of the catalogue, every
// accepted request gets the result it owes, and every record gets a verdict or a dead letter. STOPSMS_FUZZ_RUNS and
// STOPSMS_FUZZ_SEED say how much is tried, and what.
import { deadLetterOf, smsRequested, verdicts } from '@stopsms/contracts';
import { clockFrom } from '@stopsms/kernel';
import { eventually } from '@stopsms/testing';
import type { Product } from '../product';
import { AcceptedValues } from './accepted-values';
import { fuzzPlan } from './fuzz-plan';
import { fuzzRecords } from './fuzz-records';
import { type FuzzedRoutes, fuzzRoutes } from './fuzz-routes';
import { OwedResults } from './owed-results';
import { type FuzzStage, stageFromNow } from './own-records';
import { prepareAccounts } from './prepare-accounts';

/** Enough for thousands of runs. */
const LIMIT_MS = 3_600_000;
const plan = fuzzPlan(process.env);
/** In percent: the least share of messages that must be accepted for the rest to show anything. */
const MIN_ACCEPTED = 30;

/** Requests and records by chance. */
export function testFuzz(of: () => Product): void {
  let stage: FuzzStage;
  let known: AcceptedValues;

  beforeAll(async () => {
    process.stdout.write(`fuzz: STOPSMS_FUZZ_SEED=${plan.seed} STOPSMS_FUZZ_RUNS=${plan.runs}\n`);
    stage = stageFromNow(of());
    const clock = clockFrom(stage.stack.clock);
    known = new AcceptedValues(() => clock.now());
    await prepareAccounts(stage.stack, known);
  });

  const withoutVerdict = (ids: readonly unknown[]) => {
    const decided = new Set(stage.tap.on(verdicts.name).map(({ value }) => value['messageId']));
    return ids.filter((id) => !decided.has(id));
  };

  /** Dead letters of all topics, with the reason: what was accepted over HTTP is none. */
  const deadLetters = () =>
    stage.tap.seen
      .filter(({ topic }) => topic.endsWith('.dlq'))
      .map(({ topic, headers }) => `${topic}: ${headers['dlq_service']} ${headers['dlq_reason']}`);

  test(
    'no request is answered by a fault, and each accepted one gets the result it owes',
    async () => {
      const owed = new OwedResults(stage);
      const { answers, faults } = await fuzzRoutes(stage, { known, owed }, plan);
      const { results, missing } = await owed.settle();
      process.stdout.write(report(answers, results));
      expect(faults).toEqual([]);
      expect(missing).toEqual([]);
      expect(deadLetters()).toEqual([]);
      expect(acceptedShare(answers.get('campaign POST /v1/messages'))).toBeGreaterThan(MIN_ACCEPTED);
      const requested = () => stage.tap.on(smsRequested.name).map(({ value }) => value['id']);
      await eventually('each request of campaign has a verdict', () => withoutVerdict(requested()).length === 0);
    },
    LIMIT_MS,
  );

  test(
    'each record has a verdict where it fits its topic, and else a dead letter',
    async () => {
      const { fitting, others } = await fuzzRecords(stage.stack.kafka.bootstrap, known, plan);
      process.stdout.write(`fuzz: ${fitting.length} records that fit, ${others.length} that do not\n`);
      expect([fitting.length > 0, others.length > 0]).toEqual([true, true]);
      await eventually('each record that fits has a verdict', () => withoutVerdict(fitting).length === 0);
      await eventually('each other is dead-lettered', () => {
        const letters = new Set(stage.tap.on(deadLetterOf(smsRequested.name)).map(({ key }) => key));
        return others.every((key) => letters.has(key));
      });
      const dead = new Set(stage.tap.on(deadLetterOf(smsRequested.name)).map(({ value }) => value?.['id']));
      expect(fitting.filter((id) => dead.has(id))).toEqual([]);
    },
    LIMIT_MS,
  );
}

const countsOf = (counts: Iterable<[string, number]>): string =>
  [...counts].map(([what, n]) => `${n} × ${what}`).join(', ');

/** Answers by route, then what became of the accepted requests, then the sum. */
function report(answers: FuzzedRoutes['answers'], results: Record<string, Record<string, number>>): string {
  const byHundred: Record<string, number> = {};
  for (const counts of answers.values())
    for (const [answer, n] of counts) {
      const hundred = /^\d/.test(answer) ? `${answer[0]}xx` : answer;
      byHundred[hundred] = (byHundred[hundred] ?? 0) + n;
    }
  return [
    ...[...answers].map(([route, counts]) => `fuzz: ${route}: ${countsOf(counts)}`),
    ...Object.entries(results).map(([route, kinds]) => `fuzz: results of ${route}: ${countsOf(Object.entries(kinds))}`),
    `fuzz: seed ${plan.seed}, ${plan.runs} runs, answers ${countsOf(Object.entries(byHundred))}\n`,
  ].join('\n');
}

function acceptedShare(counts: ReadonlyMap<string, number> = new Map()): number {
  const all = [...counts.values()].reduce((sum, n) => sum + n, 0);
  return (100 * (counts.get('202') ?? 0)) / Math.max(1, all);
}
