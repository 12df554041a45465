import { type ProvenStatus, outcomeOf } from './message-facts';

const statusOf = (status: ProvenStatus['status'], attempt = 1) => ({ status, attempt, at: '' }) as ProvenStatus;

test.each([
  { it: 'nothing while it is being submitted', statuses: [statusOf('submitting')], is: undefined },
  {
    it: 'what was known, though a successor reported unknown later',
    statuses: [statusOf('submitted'), statusOf('unknown')],
    is: 'submitted',
  },
  {
    it: 'what a dispatcher that knew reported later',
    statuses: [statusOf('unknown'), statusOf('rejected')],
    is: 'rejected',
  },
  { it: 'that of the last attempt', statuses: [statusOf('expired'), statusOf('unknown', 2)], is: 'unknown' },
])('describes the end of a message: $it', ({ statuses, is }) => {
  expect(outcomeOf([statusOf('submitting'), ...statuses])?.status).toBe(is);
});
