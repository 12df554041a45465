import fc from 'fast-check';
import { campaignCounts } from './campaign-counts.rule';

const count = fc.nat(1_000);
const steps = fc.record({
  accepted: count,
  held: count,
  released: count,
  cleared: count,
  submitting: count,
  refused: count,
  expired: count,
  blocked: count,
  rejected: count,
  cancelled: count,
  unknown: count,
  submitted: count,
  failed: count,
  delivered: count,
});

test('the counts of the funnel add up after any events, including messages still to be created', () => {
  fc.assert(
    fc.property(steps, count, fc.boolean(), (tally, without, noMoreMessages) => {
      const recipients = Object.values(tally).reduce((sum, each) => sum + each, 0) + without;
      const counts = campaignCounts({ recipients, steps: tally, optedOut: 0, noMoreMessages });
      expect(counts.pending + counts.cancelled + counts.refused + counts.held + counts.cleared).toBe(recipients);
      const { queued, blocked, expired, rejected, unknown, submitted } = counts;
      expect(queued + blocked + expired + rejected + unknown + submitted).toBe(counts.cleared);
      expect(counts.awaitingReceipt + counts.delivered + counts.failed).toBe(submitted);
    }),
  );
});

test.each([
  { it: 'waits while the campaign runs', noMoreMessages: false, pending: 7, cancelled: 0 },
  { it: 'is cancelled when no more messages are made', noMoreMessages: true, pending: 0, cancelled: 7 },
])('a recipient without a message $it', ({ noMoreMessages, pending, cancelled }) => {
  const counts = campaignCounts({ recipients: 10, steps: { delivered: 3 }, optedOut: 1, noMoreMessages });
  expect(counts).toMatchObject({ pending, cancelled, cleared: 3, submitted: 3, delivered: 3, optedOut: 1 });
});

test('a message that the operator rejects counts as cleared and not as submitted', () => {
  const counts = campaignCounts({
    recipients: 2,
    steps: { rejected: 1, failed: 1 },
    optedOut: 0,
    noMoreMessages: true,
  });
  expect(counts).toMatchObject({ cleared: 2, rejected: 1, submitted: 1, failed: 1 });
});
