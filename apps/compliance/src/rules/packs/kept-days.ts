/** Days for which correct texts and violations of an advertiser are stored. */
export const KEPT_DAYS = 400;
/**
 * Templates that count on one day: trust depends on distinct texts, not volume, so a thousand need 50 days, and a campaign of a million
 * messages counts once.
 */
export const MAX_RIGHT_A_DAY = 20;
