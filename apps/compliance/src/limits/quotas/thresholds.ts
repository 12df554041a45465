/** Percent of a quota of which its advertiser is told, ascending. */
const THRESHOLDS = [80, 100] as const;

/**
 * The thresholds that are reached and were not told of yet.
 * @param told - the highest that was told of; 0 when none was
 */
export const thresholdsReached = (limit: number, used: number, told: number): number[] =>
  THRESHOLDS.filter((percent) => percent > told && used * 100 >= limit * percent);
