import { STATUS } from './status';

/** Trying these again soon can lock the account. */
const WRONG_CREDENTIALS: (number | undefined)[] = [STATUS.ESME_RINVPASWD, STATUS.ESME_RINVSYSID];

/**
 * Milliseconds until the next connection: `min` after a link that was bound or a first failure, doubling to `max`;
 * `max` at once when the credentials were refused. Up to half is taken off by chance, so that replicas spread.
 * @param failures - connections failed in a row
 * @param status - the peer's refusal of the last bind, if it was one
 * @param random - 0 up to 1
 */
export function pauseBeforeReconnect(
  failures: number,
  status: number | undefined,
  { min, max }: { min: number; max: number },
  random: number,
): number {
  const doubled = Math.min(max, min * 2 ** Math.max(0, failures - 1));
  return (WRONG_CREDENTIALS.includes(status) ? max : doubled) * (1 - random / 2);
}
