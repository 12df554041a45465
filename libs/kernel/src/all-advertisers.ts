/** Scope of an opt-out from every advertiser, as topics, routes and columns have it. */
export const ALL_ADVERTISERS = '*';
