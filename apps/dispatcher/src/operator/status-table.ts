import { STATUS, type SubmitOutcome } from '@stopsms/smpp';
import { SILENCE } from './circuit';

/**
 * Reaction to a refused submit (docs/law/operators.md#status-codes; SMPP 3.4 5.1.3).
 * - `back-off`: retry later; not a failure of the message
 * - `try-again`: a fault of the operator, which may pass: up to 3 tries
 * - `rebind`: the connection is not as it should be; the message waits for the next
 * - `refuse`: this message will never be accepted
 */
type Act =
  { act: 'back-off'; firstMs: number; name: 'throttled' | 'queue-full' } | { act: 'try-again' | 'rebind' | 'refuse' };

const ACTS = new Map<number, Act>([
  [STATUS.ESME_RTHROTTLED, { act: 'back-off', firstMs: 1_000, name: 'throttled' }],
  [STATUS.ESME_RMSGQFUL, { act: 'back-off', firstMs: 5_000, name: 'queue-full' }],
  [STATUS.ESME_RSYSERR, { act: 'try-again' }],
  [STATUS.ESME_RSUBMITFAIL, { act: 'try-again' }],
  [STATUS.ESME_RINVBNDSTS, { act: 'rebind' }],
  [STATUS.ESME_RALYBND, { act: 'rebind' }],
  [STATUS.ESME_RBINDFAIL, { act: 'rebind' }],
  // The next bind shows whether the account is really gone; then it stops retrying.
  [STATUS.ESME_RINVPASWD, { act: 'rebind' }],
  [STATUS.ESME_RINVSYSID, { act: 'rebind' }],
]);

const REFUSE: Act = { act: 'refuse' };

/**
 * Returns the reaction to a status. An unknown status is final: resending what was refused permanently leads to blocked
 * accounts.
 */
export const actOn = (status: number): Act => ACTS.get(status) ?? REFUSE;

/** Weight of an outcome for the circuit breaker. A final refusal of one message is no failure of the operator. */
export function weightOf(outcome: SubmitOutcome): number | undefined {
  switch (outcome.outcome) {
    case 'accepted':
      return undefined;
    case 'rejected': {
      const { act } = actOn(outcome.status);
      return act === 'refuse' ? undefined : act === 'back-off' ? 0 : 1;
    }
    case 'unknown':
      return outcome.reason === 'response-timeout' ? SILENCE : 0;
    case 'not-sent':
      return 0;
  }
}
