import { STATUS } from './status';

const WRONG_CREDENTIALS: (number | undefined)[] = [STATUS.ESME_RINVPASWD, STATUS.ESME_RINVSYSID];
/** Statuses after which an early retry can lock the account, or repeats what the peer complains about. */
const NOT_SOON = [...WRONG_CREDENTIALS, STATUS.OVH_BIND_THROTTLED];

/** True if the peer refused our name or password. */
export const isWrongCredentials = (status: number | undefined): boolean =>
  status !== undefined && WRONG_CREDENTIALS.includes(status);

/**
 * Milliseconds until the next connection: `min` after a link that was bound or a first failure, doubling to `max`;
 * `max` at once when the credentials were refused or binds came too fast. Up to half is taken off by chance, so that replicas spread.
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
  return (NOT_SOON.includes(status) ? max : doubled) * (1 - random / 2);
}
