import { vendorNamed } from '@stopsms/local-stack';
import { type OwnStack, openStack } from '../stage';
import { type FaultRun, playFaults } from './fault-run';
import { keepEvidence } from './keep-evidence';
import { PATIENT_CAMPAIGNS } from './people';
import { reportTable } from './report-table';

/** Short and always the same, so that `npm test` says the same each time; `npm run e2e -- --faults` gives others. */
const SHORT: FaultRun = { seed: 20_261_124, recipients: 1_500, minutes: 0.4, faults: 8 };
const OVER_HTTP: FaultRun = { seed: 20_261_130, recipients: 800, minutes: 0.3, faults: 6, provider: 'smsmode' };
const asked = process.env.STOPSMS_FAULTS;
const RUNS = asked ? [{ ...SHORT, ...(JSON.parse(asked) as Partial<FaultRun>) }] : [SHORT, OVER_HTTP];

jest.setTimeout(Math.max(...RUNS.map(({ minutes }) => minutes)) * 60_000 + 900_000);

const print = (line: string) => void process.stdout.write(`${line}\n`);
let own: OwnStack | undefined;

afterEach(async () => {
  await own?.close();
  own = undefined;
});

const titled = RUNS.map((run) => ({ run, over: run.provider ?? 'SMPP' }));

test.each(titled)(
  'whatever breaks, nobody who said STOP is texted again and nothing is lost, doubled or hidden, over $over',
  async ({ run }) => {
    const flags = Object.entries({
      seed: run.seed,
      recipients: run.recipients,
      minutes: run.minutes,
      provider: run.provider,
    });
    const repeated = flags.flatMap(([name, value]) => (value === undefined ? [] : [`--${name} ${value}`])).join(' ');
    print(`Faults by seed ${run.seed}: repeat it with npm run e2e -- --faults ${repeated}`);
    own = await openStack({
      replicas: { dispatcher: 2 },
      env: PATIENT_CAMPAIGNS,
      provider: run.provider && vendorNamed(run.provider),
    });
    const report = await playFaults(own.stack, run, print);
    reportTable(run, report).forEach(print);
    if (report.violations.length > 0) print(`Kept for you: ${keepEvidence(own.stack, report)}`);
    // The table shows the rest.
    expect(report.violations.slice(0, 3)).toEqual([]);
  },
);
