/** Words by which people name such pages: with one inside, a token is the same for everybody. */
const PAGE_WORD =
  /unsub|opt-?out|desinscri|desabonn|abmeld|abbestell|cancel|annul|preference|newsletter|contact|marketing|campaign|customer/i;
/** A word or a capitalised word, perhaps with a number after it, or a number alone. */
const WORD_OR_NUMBER = /^(?:[A-Z]?[a-z]*|[A-Z]*)\d*$/;
/** A random token of 11 characters has fewer distinct ones than this about once in ten million. */
const MIN_DISTINCT = 5;

/**
 * True for a token that others could find by trying: a word, a number, words joined by dashes, one sign repeated.
 * A random one of 11 base64url characters is taken for a word once in about 5,000, one of 22 about once in two million.
 */
export function isGuessable(token: string): boolean {
  if (PAGE_WORD.test(token) || new Set(token).size < MIN_DISTINCT) return true;
  return token.split(/[-_]/).every((part) => WORD_OR_NUMBER.test(part));
}
