import { SIGNATURE_WINDOW_S } from '@stopsms/kernel';

/**
 * Returns whether a signature is recent. One without a readable time is not.
 * @param seconds - epoch seconds that the signature covers, as the vendor writes them
 * @param now - epoch ms
 */
export const isRecentSignature = (seconds: unknown, now: number): boolean =>
  typeof seconds === 'string' &&
  /^\d{10}$/.test(seconds) &&
  Math.abs(Math.floor(now / 1_000) - Number(seconds)) <= SIGNATURE_WINDOW_S;
