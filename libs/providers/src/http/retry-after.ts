/** Longest pause that an answer can impose. */
const MAX_PAUSE_MS = 10 * 60_000;

/**
 * Pause of a `Retry-After` header, seconds or an HTTP date; undefined if there is none that can be read.
 * @param now - epoch ms
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  const text = header?.trim() ?? '';
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now;
  return Number.isNaN(ms) || text === '' ? undefined : Math.min(Math.max(ms, 0), MAX_PAUSE_MS);
}
