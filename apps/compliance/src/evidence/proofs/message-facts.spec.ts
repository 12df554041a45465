import { type ProvenStatus, outcomeOf } from './message-facts';

const told = (status: ProvenStatus['status'], attempt = 1) => ({ status, attempt, at: '' }) as ProvenStatus;

test.each([
  { it: 'nothing while it is being submitted', statuses: [told('submitting')], is: undefined },
  {
    it: 'what was known, though a successor told unknown later',
    statuses: [told('submitted'), told('unknown')],
    is: 'submitted',
  },
  { it: 'what was told later by whoever knew', statuses: [told('unknown'), told('rejected')], is: 'rejected' },
  { it: 'that of the last attempt', statuses: [told('expired'), told('unknown', 2)], is: 'unknown' },
])('a message came to $it', ({ statuses, is }) => {
  expect(outcomeOf([told('submitting'), ...statuses])?.status).toBe(is);
});
