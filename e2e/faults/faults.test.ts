import { vendorNamed } from '@stopsms/local-stack';
import { type OwnStack, openStack } from '../stage';
import { type FaultRun, playFaults } from './fault-run';
import { keepEvidence } from './keep-evidence';
import { PATIENT_CAMPAIGNS } from './people';
import { reportTable } from './report-table';

/** Short and always the same, so that `npm test` says the same each time; `npm run e2e -- --faults` gives others. */
const SHORT: FaultRun = { seed: 20_261_124, recipients: 1_500, minutes: 0.4, faults: 8 };
const run: FaultRun = { ...SHORT, ...(JSON.parse(process.env.STOPSMS_FAULTS ?? '{}') as Partial<FaultRun>) };

jest.setTimeout(run.minutes * 60_000 + 900_000);

const print = (line: string) => void process.stdout.write(`${line}\n`);
let own: OwnStack | undefined;

beforeAll(async () => {
  const over = run.provider ? ` --provider ${run.provider}` : '';
  print(
    `Faults by seed ${run.seed}: repeat it with npm run e2e -- --faults --seed ${run.seed} --recipients ${run.recipients} --minutes ${run.minutes}${over}`,
  );
  own = await openStack({
    replicas: { dispatcher: 2 },
    env: PATIENT_CAMPAIGNS,
    provider: run.provider && vendorNamed(run.provider),
  });
});

afterAll(() => own?.close());

test('whatever breaks, nobody who said STOP is texted again and nothing is lost, doubled or hidden', async () => {
  const report = await playFaults((own as OwnStack).stack, run, print);
  reportTable(run, report).forEach(print);
  if (report.violations.length > 0) print(`Kept for you: ${keepEvidence((own as OwnStack).stack, report)}`);
  // The table shows the rest.
  expect(report.violations.slice(0, 3)).toEqual([]);
});
