import { eventually } from '@stopsms/testing';
import type { MessageEvent } from './message-progress.rule';
import type { MessageReport, ProgressReport } from './message-report.rule';
import { ReportGatherer } from './report-gatherer';

const T0 = Date.parse('2026-11-25T10:00:00Z');
let now: number;
let writes: MessageReport[][];
let stopping: AbortController;
let gatherer: ReportGatherer;
/** Message that the database refuses. */
let refused: string | undefined;

beforeEach(() => {
  now = T0;
  writes = [];
  refused = undefined;
  stopping = new AbortController();
  const write = (messages: MessageReport[]) => {
    if (messages.some(({ messageId }) => messageId === refused)) return Promise.reject(new Error('refused'));
    writes.push(messages);
    return Promise.resolve();
  };
  gatherer = new ReportGatherer(write, { now: () => now }, stopping.signal);
});
afterEach(() => stopping.abort());

const report = (
  messageId: string,
  event: MessageEvent['event'],
  more: Partial<ProgressReport> = {},
): ProgressReport => {
  const attempt = event === 'delivered' ? {} : { attempt: 1 };
  const of = { messageId, advertiserId: 'a', recipientKey: 'k', category: 'marketing' };
  return { ...of, event: { event, at: now, ...attempt }, ...more };
};
const written = () => writes.map((messages) => messages.map(({ messageId }) => messageId));
const stepsOf = (message: MessageReport | undefined) => Object.keys(message?.progress.timeline ?? {}).sort();

test.each([
  ['cleared', 'submitted', 'delivered'],
  ['delivered', 'submitted', 'cleared'],
  ['submitted', 'delivered', 'cleared'],
] as const)('writes an advert once when %s, %s and %s are reported one after the other', async (...events) => {
  await Promise.all(events.map((event) => gatherer.add([report('1', event)])));
  expect(written()).toEqual([['1']]);
  expect(stepsOf(writes[0]?.[0])).toEqual(['cleared:1', 'delivered', 'submitted:1']);
  expect(writes[0]?.[0]?.progress.step).toBe('delivered');
});

test('a repeated report changes nothing', async () => {
  await Promise.all(
    ['submitted', 'cleared', 'cleared', 'delivered'].map((event) => gatherer.add([report('1', event as 'cleared')])),
  );
  expect(written()).toEqual([['1']]);
});

test.each([
  { it: 'an advert that is refused', reports: () => [report('1', 'refused')] },
  { it: 'a message that is no advert', reports: () => [report('1', 'cleared', { category: 'informative' })] },
  {
    it: 'what happened a second ago',
    reports: () => [report('1', 'cleared', { event: { event: 'cleared', at: now - 1_000, attempt: 1 } })],
  },
])('does not wait for $it', async ({ reports }) => {
  await gatherer.add(reports());
  expect(written()).toEqual([['1']]);
});

test('writes an advert without a receipt after a second, which ends its batch', async () => {
  let hasEnded = false;
  const batch = gatherer.add([report('quick', 'blocked'), report('slow', 'cleared')]).then(() => (hasEnded = true));
  await eventually('the first is written', () => writes.length > 0);
  expect({ hasEnded, written: written() }).toEqual({ hasEnded: false, written: [['quick']] });
  now += 1_000;
  await batch;
  expect(written()).toEqual([['quick'], ['slow']]);
});

test('a message that cannot be written fails only its own batch', async () => {
  refused = 'bad';
  const batches = [
    [report('1', 'refused')],
    [report('bad', 'refused'), report('2', 'refused')],
    [report('3', 'refused')],
  ];
  const ends = await Promise.allSettled(batches.map((reports) => gatherer.add(reports)));
  expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(written()).toEqual([['1'], ['3']]);
});

test('ends all waits when the service stops', async () => {
  const batch = gatherer.add([report('1', 'cleared')]);
  stopping.abort();
  await batch;
  await gatherer.add([report('2', 'cleared')]);
  expect(written()).toEqual([['1'], ['2']]);
});
