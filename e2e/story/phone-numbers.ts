/** As people group digits, and as a URL writes it. */
const GAP = '(?:[ .]|%20)?';
const FRENCH = [String.raw`(?:(?:\+|00)?33${GAP}|0)6`, '39', '98', String.raw`\d\d`, String.raw`\d\d`].join(GAP);
const OVERSEAS = String.raw`(?:(?:\+|00)?(?:262692|590690)|0692|0690)\d{6}`;

/**
 * Any number of a person of the tests, in the forms in which numbers are written. It matches whole numbers only: part of a random
 * id or of a trace is none.
 */
export const PHONE_NUMBER = new RegExp(String.raw`(?<![0-9a-f])(?:${FRENCH}|${OVERSEAS})(?![0-9a-f])`);
