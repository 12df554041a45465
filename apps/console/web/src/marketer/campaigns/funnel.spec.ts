import { asideOf, stopRate } from './funnel';

const none = {
  recipients: 0,
  pending: 0,
  cancelled: 0,
  refused: 0,
  held: 0,
  cleared: 0,
  queued: 0,
  blocked: 0,
  expired: 0,
  rejected: 0,
  unknown: 0,
  submitted: 0,
  awaitingReceipt: 0,
  delivered: 0,
  failed: 0,
  optedOut: 0,
};

test('lists undelivered messages by state in the order of the pipeline, without empty states', () => {
  expect(asideOf({ ...none, failed: 1, refused: 3, held: 2 })).toEqual([
    ['held', 2],
    ['refused', 3],
    ['failed', 1],
  ]);
  expect(asideOf(none)).toEqual([]);
});

test('a STOP rate is relative to the recipients who were reached', () => {
  expect(stopRate({ ...none, delivered: 200, optedOut: 3 })).toBe(0.015);
  expect(stopRate({ ...none, optedOut: 3 })).toBeUndefined();
});
