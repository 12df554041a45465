import { ALL_ADVERTISERS, deterministicId } from '@stopsms/kernel';

const DAY_MS = 86_400_000;

/**
 * An opt-out as an advertiser may see it. One from every advertiser is on record once for all of them: its id and its instant would
 * let two of them find out that they write to the same person. So each sees an id of its own and the day, UTC.
 * @param optOut - `at` in epoch ms
 */
export const shownOptOut = <O extends { scope: string; episodeId: string; at: number }>(
  optOut: O,
  advertiserId: string,
): O =>
  optOut.scope === ALL_ADVERTISERS
    ? { ...optOut, episodeId: shownEpisodeId(optOut.episodeId, advertiserId), at: dayBegin(optOut.at) }
    : optOut;

/** The id by which one advertiser knows an opt-out from every advertiser. Episodes are random, so nobody else can make it. */
export const shownEpisodeId = (episodeId: string, advertiserId: string): string =>
  deterministicId('opt-out from all', advertiserId, episodeId);

export const dayBegin = (at: number): number => at - (((at % DAY_MS) + DAY_MS) % DAY_MS);
