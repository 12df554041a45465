import { STATUS } from '@stopsms/smpp';

/**
 * What a refused submit means for those to come (docs/law/operators.md#status-codes; SMPP 3.4 5.1.3).
 * - `back-off`: come back later; not a failure of the message
 * - `try-again`: the operator's own fault, which may pass: up to 3 tries
 * - `rebind`: the connection is not what it should be; the message waits for the next
 * - `refuse`: this message will never do
 */
export type Act =
  { act: 'back-off'; firstMs: number; name: 'throttled' | 'queue-full' } | { act: 'try-again' | 'rebind' | 'refuse' };

const ACTS = new Map<number, Act>([
  [STATUS.ESME_RTHROTTLED, { act: 'back-off', firstMs: 1_000, name: 'throttled' }],
  [STATUS.ESME_RMSGQFUL, { act: 'back-off', firstMs: 5_000, name: 'queue-full' }],
  [STATUS.ESME_RSYSERR, { act: 'try-again' }],
  [STATUS.ESME_RSUBMITFAIL, { act: 'try-again' }],
  [STATUS.ESME_RINVBNDSTS, { act: 'rebind' }],
  [STATUS.ESME_RALYBND, { act: 'rebind' }],
  [STATUS.ESME_RBINDFAIL, { act: 'rebind' }],
  // The next bind tells whether the account is really gone; then nothing more is tried.
  [STATUS.ESME_RINVPASWD, { act: 'rebind' }],
  [STATUS.ESME_RINVSYSID, { act: 'rebind' }],
]);

const REFUSE: Act = { act: 'refuse' };

/** A status nobody knows is final: resending what was refused for good is how accounts get cut off. */
export const actOn = (status: number): Act => ACTS.get(status) ?? REFUSE;
