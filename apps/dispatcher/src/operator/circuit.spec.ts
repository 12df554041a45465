import type { SubmitOutcome } from '@stopsms/smpp';
import { Circuit, type CircuitState } from './circuit';
import { weightOf } from './status-table';

const PROBE_MS = 30_000;

let throttledMs: number;
let states: CircuitState[];
let circuit: Circuit;

beforeEach(() => {
  jest.useFakeTimers();
  throttledMs = 0;
  states = [];
  circuit = new Circuit({
    probeAfterMs: PROBE_MS,
    throttledForMs: () => throttledMs,
    onChange: (state) => states.push(state),
  });
});
afterEach(() => {
  jest.useRealTimers();
});

const accepted: SubmitOutcome = { outcome: 'accepted', id: 'x' };
const silence: SubmitOutcome = { outcome: 'unknown', reason: 'response-timeout', late: new Promise(() => undefined) };
const lost: SubmitOutcome = { outcome: 'unknown', reason: 'link-lost' };
const rejected = (status: number): SubmitOutcome => ({ outcome: 'rejected', status });

async function answers(outcome: SubmitOutcome, times = 1): Promise<void> {
  for (let n = 0; n < times; n += 1) await circuit.run(async () => outcome, weightOf);
}

test.each([
  { it: 'system errors', outcome: rejected(0x08) },
  { it: 'failed submits', outcome: rejected(0x45) },
  { it: 'connections that are not bound', outcome: rejected(0x04) },
])('opens after ten consecutive $it', async ({ outcome }) => {
  await answers(outcome, 9);
  expect(circuit.state).toBe('closed');
  await answers(outcome);
  expect(circuit.state).toBe('open');
});

test('opens after three consecutive timeouts', async () => {
  await answers(silence, 2);
  expect(circuit.state).toBe('closed');
  await answers(silence);
  expect(circuit.state).toBe('open');
});

test('a window of timeouts counts as one, because this process may have been paused', async () => {
  await Promise.all(Array.from({ length: 200 }, () => circuit.run(async () => silence, weightOf)));
  expect(circuit.state).toBe('closed');
});

test.each([
  { it: 'a submit that was taken between', outcome: accepted },
  { it: 'a permanently refused message in between, which shows that the operator works', outcome: rejected(0x0b) },
])('$it resets the count', async ({ outcome }) => {
  await answers(rejected(0x08), 9);
  await answers(outcome);
  await answers(rejected(0x08), 9);
  expect(circuit.state).toBe('closed');
});

test.each([
  { it: 'messages refused permanently', outcome: rejected(0x0b) },
  { it: 'throttled for less than 5 min', outcome: rejected(0x58) },
  { it: 'submits that went down with their link', outcome: lost },
])('$it do not open the circuit', async ({ outcome }) => {
  throttledMs = 299_999;
  await answers(outcome, 100);
  expect(circuit.state).toBe('closed');
});

test('opens after 5 min of throttling', async () => {
  throttledMs = 300_000;
  await answers(rejected(0x58));
  expect(circuit.state).toBe('open');
});

test('opens after ten lost links without an accepted message', async () => {
  for (let n = 0; n < 10; n += 1) {
    expect(circuit.state).toBe('closed');
    circuit.linkLost();
    await jest.advanceTimersByTimeAsync(0);
  }
  expect(circuit.state).toBe('open');
});

describe('an open circuit', () => {
  beforeEach(() => answers(silence, 10));

  test('lets nothing through before its time', async () => {
    const work = jest.fn(async () => accepted);
    jest.advanceTimersByTime(PROBE_MS - 1);
    expect(circuit.probeInMs()).toBe(1);
    expect(await circuit.run(work, weightOf)).toBeUndefined();
    expect(work).not.toHaveBeenCalled();
  });

  test('closes after one accepted message', async () => {
    jest.advanceTimersByTime(PROBE_MS);
    expect(circuit.probeInMs()).toBe(0);
    await answers(accepted);
    expect(states).toEqual(['open', 'half-open', 'closed']);
  });

  test.each([
    { it: 'fails', outcome: rejected(0x08) },
    { it: 'is throttled', outcome: rejected(0x58) },
    { it: 'is not answered', outcome: silence },
    { it: 'is lost', outcome: lost },
    { it: 'was not sent', outcome: { outcome: 'not-sent', reason: 'not-bound-in-time' } as const },
  ])('stays open as long again after one message that $it', async ({ outcome }) => {
    jest.advanceTimersByTime(PROBE_MS);
    await answers(outcome);
    expect(states).toEqual(['open', 'half-open', 'open']);
    expect(circuit.probeInMs()).toBe(PROBE_MS);
  });
});
