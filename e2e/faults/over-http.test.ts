import { VENDOR_NAMES } from '@stopsms/kernel';
import { type Story, runStory } from '@stopsms/story';
import { eventually } from '@stopsms/testing';
import { playPage } from '../pages/test-pages';
import { type OwnStack, openStack } from '../stage';
import type { FaultRun } from './fault-run';
import { json } from './json';
import { Operator } from './operator';
import { PATIENT_CAMPAIGNS } from './people';
import { reportFaults } from './report-faults';

const PROVIDER = 'smsmode';
const RUN: FaultRun = { seed: 20_261_130, recipients: 800, minutes: 0.3, faults: 6, provider: PROVIDER };
/** As the simulator counts answers of 429. */
const THROTTLED = '0x1ad';

jest.setTimeout(900_000);

let own: OwnStack;

beforeAll(async () => {
  const env = { ...PATIENT_CAMPAIGNS, SEAL_EVERY_MS: '2000' };
  own = await openStack({ replicas: { dispatcher: 2 }, env, provider: PROVIDER });
});
afterAll(() => own?.close());

// First: the check reads everything that ever was on topics and handsets, and must find nothing of a story.
test(`whatever breaks, nobody who said STOP is texted again and nothing is lost, doubled or hidden, over ${PROVIDER}`, async () => {
  expect(await reportFaults(own.stack, RUN)).toEqual([]);
});

describe('the story', () => {
  let story: Story;
  let operator: Operator;

  // A change of provider restarts the simulator: its figures begin at 0, and its handsets are empty.
  beforeAll(async () => {
    await own.stack.changeProvider(PROVIDER);
    operator = new Operator(own.stack.simulator.url);
  });

  // Pages differ in names and codes only; service tests run against the API of each vendor.
  test.each(VENDOR_NAMES)('the commands of the page of %s lead to a first SMS', async (name) => {
    expect(await playPage(`docs/providers/${name}.md`, /^To the first SMS$/, own.stack)).toBe(1);
  });

  test('adds up while 429 is answered and callbacks are repeated, forged and of unknown states', async () => {
    await operator.behave({ throttleRate: 1, repeatDeliverRate: 0.2, wrongSignatureRate: 0.1, unknownStateRate: 0.1 });
    const isThrottled = async () => ((await operator.stats()).rejected[THROTTLED] ?? 0) > 0;
    const throttled = eventually('the provider answers 429', isThrottled, { timeoutMs: 120_000 });
    const ended = runStory(own.stack, (line) => process.stdout.write(`${line}\n`));
    [story] = await Promise.all([ended, throttled.then(() => operator.behave({ throttleRate: 0 }))]);
    expect(story.claims.broken).toEqual([]);
  });

  test('made the provider refuse nothing else, get no reference twice, and repeat receipts', async () => {
    const { rejected, repeatedReferences, receipts } = await operator.stats();
    expect(Object.keys(rejected)).toEqual([THROTTLED]);
    expect(repeatedReferences).toBe(0);
    expect(receipts.repeated).toBeGreaterThan(0);
  });

  test('leaves a sealed proof that names the provider', async () => {
    const proof = await eventually('the message has a sealed proof', async () => {
      const { url } = own.stack.services.compliance;
      const answer = await json<{ seals?: unknown[] }>('GET', `${url}/v1/messages/${story.messages.appointment}/proof`);
      return answer.seals?.length ? answer : undefined;
    });
    expect(JSON.stringify(proof)).toContain(`"${PROVIDER}"`);
  });
});
