// Whatever is sent to a route or published as a request: no fault of ours is answered, every refusal is one of the catalogue, every
// accepted message gets a verdict, and every record gets a verdict or a dead letter. STOPSMS_FUZZ_RUNS and STOPSMS_FUZZ_SEED say how
// much is tried, and what.
import { generateKeyPairSync } from 'node:crypto';
import { deadLetterOf, smsRequested, verdicts } from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import { WEBHOOK_SECRET } from '../answers/walk-others';
import { type Stage, openStage } from '../stage';
import { fuzzPlan } from './fuzz-plan';
import { fuzzRecords } from './fuzz-records';
import { fuzzRoutes } from './fuzz-routes';
import { KnownValues } from './known-values';

jest.setTimeout(3_600_000);

const plan = fuzzPlan(process.env);
const known = new KnownValues();
const ADVERTISER = { name: 'Fuzz', legalName: 'Fuzz SAS', sender: 'Fuzz', shortCode: '36198', country: 'FR' };

let stage: Stage;
beforeAll(async () => {
  process.stdout.write(`fuzz: STOPSMS_FUZZ_SEED=${plan.seed} STOPSMS_FUZZ_RUNS=${plan.runs}\n`);
  const { privateKey } = generateKeyPairSync('ed25519');
  const EXPORT_SIGNING_KEY = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().replaceAll('\n', '\\n');
  stage = await openStage({ EXPORT_SIGNING_KEY, WEBHOOK_SECRET });
  for (const more of [{}, { name: 'Fuzz 2', sender: 'Fuzz2', shortCode: '36197' }]) {
    const answer = await fetch(`${stage.stack.services.campaign.url}/v1/advertisers`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...ADVERTISER, ...more }),
    });
    known.add('advertisers', ((await answer.json()) as { id: string }).id);
  }
});
afterAll(() => stage?.close());

const decided = () => new Set(stage.tap.on(verdicts.name).map(({ value }) => value['messageId']));
const withoutVerdict = (ids: readonly unknown[]) => {
  const known = decided();
  return ids.filter((id) => !known.has(id));
};

test('no request is answered by a fault, and each accepted message is decided', async () => {
  const { answers, faults, accepted } = await fuzzRoutes(stage.stack, known, plan);
  process.stdout.write(`fuzz: answers ${JSON.stringify(answers)}, ${accepted.length} messages accepted\n`);
  expect(faults).toEqual([]);
  expect(answers['2xx']).toBeGreaterThan(0);
  const requested = () => stage.tap.on(smsRequested.name).map(({ value }) => value['id']);
  await eventually('each accepted message is requested', () => {
    const known = new Set(requested());
    return accepted.every((id) => known.has(id));
  });
  await eventually('each request of campaign has a verdict', () => withoutVerdict(requested()).length === 0);
});

test('each record has a verdict where it fits its topic, and else a dead letter', async () => {
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
});
