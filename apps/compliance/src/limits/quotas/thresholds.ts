/** Percent of a quota that are reported to its advertiser, ascending. */
const THRESHOLDS = [80, 100] as const;

/**
 * Returns the thresholds that are reached and were not reported yet.
 * @param reported - the highest that was reported; 0 when none was
 */
export const thresholdsReached = (limit: number, used: number, reported: number): number[] =>
  THRESHOLDS.filter((percent) => percent > reported && used * 100 >= limit * percent);
