import { runStory } from '@stopsms/story';
import { keepEvidence } from '../faults/keep-evidence';
import { PATIENT_CAMPAIGNS } from '../faults/people';
import { type OwnStack, openStack } from '../stage';
import { type ClusterRun, playCluster } from './cluster-run';
import { costTable } from './phase-cost';
import { fragile, topicShapes } from './topic-shape';

// Three brokers, and two replicas of each service: `npm run e2e -- --cluster`.

const run = JSON.parse(process.env.STOPSMS_CLUSTER ?? '{}') as ClusterRun;

jest.setTimeout(3_600_000);

const print = (line: string) => void process.stdout.write(`${line}\n`);
let own: OwnStack | undefined;

beforeAll(async () => {
  print(
    `A cluster by seed ${run.seed}: repeat it with npm run e2e -- --cluster --seed ${run.seed} --recipients ${run.recipients}`,
  );
  const replicas = {
    ...{ campaign: 1, compliance: 1, 'inbound-mo': 1, suppression: 1, notification: 1, gateway: 1 },
    dispatcher: 2,
  };
  own = await openStack({ brokers: 3, replicas, env: PATIENT_CAMPAIGNS });
});
afterAll(() => own?.close());

test('every topic has three replicas, two of which must have a record before it counts as written', async () => {
  const shapes = await topicShapes((own as OwnStack).stack);
  print(`${shapes.length} topics described`);
  expect(fragile(shapes)).toEqual([]);
  expect(shapes.map(({ topic }) => topic)).toEqual(
    expect.arrayContaining(['suppression.opt-outs.v1', '__consumer_offsets']),
  );
});

test('a person who texted STOP is never texted again, and nothing is lost, doubled or hidden, whatever happens to a broker', async () => {
  const report = await playCluster((own as OwnStack).stack, run, print);
  [...costTable(report.costs), ...Object.entries(report.figures).map(([name, value]) => `${name}: ${value}`)].forEach(
    print,
  );
  if (report.violations.length > 0) print(`Kept for you: ${keepEvidence((own as OwnStack).stack, report)}`);
  expect(report.violations.slice(0, 3)).toEqual([]);
});

test('the story ends right with the two brokers that are left', async () => {
  const { claims } = await runStory((own as OwnStack).stack, print);
  expect(claims.broken).toEqual([]);
});
