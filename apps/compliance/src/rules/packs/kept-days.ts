/** Days for which correct texts and violations of an advertiser are stored. */
export const KEPT_DAYS = 400;
/**
 * Templates that count on one day: whoever wants to be trusted for what it sends, and not for how much, needs 50 days for a
 * thousand, and a campaign of a million messages counts once.
 */
export const MAX_RIGHT_A_DAY = 20;
