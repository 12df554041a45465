import { vendorNamed } from '@stopsms/local-stack';
import { type OwnStack, openStack } from '../stage';
import type { FaultRun } from './fault-run';
import { WITH_HOSTILE_PUBLISHER } from './hostile-publisher';
import { generationsOf, listedKeys, tablesWithFirstKeys } from './keys-left';
import { PATIENT_CAMPAIGNS } from './people';
import { reportFaults } from './report-faults';

/** Short and always the same, so that a run of all tests says the same each time; `npm run e2e -- --faults` gives others. */
const SHORT: FaultRun = { seed: 20_261_124, recipients: 1_500, minutes: 0.4, faults: 8 };
const CHANGE = { duringChange: 300 };
const asked = process.env.STOPSMS_FAULTS;
const RUN: FaultRun = asked ? { ...SHORT, ...(JSON.parse(asked) as Partial<FaultRun>) } : { ...SHORT, ...CHANGE };
const OVER = RUN.provider ?? 'SMPP';

jest.setTimeout(RUN.minutes * 60_000 + 1_000_000);

let own: OwnStack;

beforeAll(async () => {
  own = await openStack({
    replicas: { dispatcher: 2 },
    env: { ...PATIENT_CAMPAIGNS, ...(RUN.hostile && WITH_HOSTILE_PUBLISHER) },
    provider: RUN.provider && vendorNamed(RUN.provider),
    nextSecret: RUN.duringChange !== undefined,
  });
});
afterAll(() => own?.close());

test(`whatever breaks, nobody who said STOP is texted again and nothing is lost, doubled or hidden, over ${OVER}`, async () => {
  expect(await reportFaults(own.stack, RUN)).toEqual([]);
});

if (RUN.duringChange !== undefined) {
  test('after a change of the recipient secret, no old key is left in tables or lists', async () => {
    const listed = await listedKeys(own.stack);
    expect(listed.length).toBeGreaterThan(10);
    expect(generationsOf(listed)).toEqual(new Set([1]));
    expect(await tablesWithFirstKeys(own.stack, listed)).toEqual([]);
  });
}
