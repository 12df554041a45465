/** French marketing codes: five digits that begin with 36 or 38. */
const FRENCH_CODE = /^3[68]\d{3}$/;

/** Reason for which an advertiser of `country` may not have `code`; undefined if it may. */
export const codeFault = (country: string, code: string): string | undefined =>
  country === 'FR' && !FRENCH_CODE.test(code) ? 'must be 36xxx or 38xxx in France' : undefined;
