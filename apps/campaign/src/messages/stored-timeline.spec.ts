import { type MessageEvent, mergeProgress, progressOf } from './message-progress.rule';
import { storedTimeline, timelineOf } from './stored-timeline';

const at = Date.parse('2026-11-26T10:00:00.123Z');
const timeline = (...events: MessageEvent[]) =>
  events.map(progressOf).reduce((known, event) => mergeProgress(known, event)).timeline;

/** Row after such a timeline is written to it. */
const row = (of: ReturnType<typeof timeline>, before: Record<string, MessageEvent> | null = null) => {
  const { plain, rest } = storedTimeline(of);
  const snake = (field: string) => field.replace('At', '_at');
  const columns = Object.fromEntries(Object.entries(plain).map(([field, value]) => [snake(field), value]));
  return { ...columns, timeline: rest === null ? before : { ...JSON.parse(rest), ...before } };
};

test('stores the usual events without JSON', () => {
  const event = timeline(
    { event: 'accepted', at, attempt: 0 },
    { event: 'cleared', at: at + 1, attempt: 1 },
    { event: 'submitting', at: at + 2, attempt: 1 },
    { event: 'submitted', at: at + 3, attempt: 1 },
    { event: 'delivered', at: at + 4 },
  );
  expect(storedTimeline(event)).toEqual({
    plain: { acceptedAt: at, clearedAt: at + 1, begunAt: at + 2, submittedAt: at + 3, deliveredAt: at + 4 },
    rest: null,
  });
  expect(timelineOf(row(event))).toEqual(event);
});

test.each<[string, MessageEvent[]]>([
  ['a refusal', [{ event: 'refused', at, attempt: 0, code: 'TEXT_TOO_LONG', detail: 'It has 9 parts.' }]],
  ['a later attempt', [{ event: 'cleared', at, attempt: 2 }]],
  ['a time to wait for', [{ event: 'held', at, attempt: 1, code: 'NOT_BEFORE', until: at + 1 }]],
  ['a failure', [{ event: 'failed', at, code: 'UNDELIV' }]],
  ['a delivery with a word on it', [{ event: 'delivered', at, detail: 'on a second phone' }]],
  [
    'what was given back, and left later',
    [
      { event: 'cleared', at, attempt: 1 },
      { event: 'expired', at: at + 1, attempt: 1, code: 'WINDOW_CLOSED' },
      { event: 'cleared', at: at + 2, attempt: 2 },
      { event: 'submitted', at: at + 3, attempt: 2 },
      { event: 'delivered', at: at + 4 },
    ],
  ],
])('stores %s completely', (_, events) => {
  expect(timelineOf(row(timeline(...events)))).toEqual(timeline(...events));
});

test('the first of repeated reports counts, also if an earlier release wrote it', () => {
  const before = timeline({ event: 'cleared', at, attempt: 1, detail: 'in JSON' });
  expect(timelineOf(row(timeline({ event: 'cleared', at: at + 9, attempt: 1 }), before))).toEqual(before);
});
