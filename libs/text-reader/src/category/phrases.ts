import type { SignalCode } from './signals';

/** One way of saying something, matched in a sentence in plain form (lower case, no accents). */
export interface Phrase {
  signal: SignalCode;
  find: RegExp;
  /** The sentence has another sense: `remise de clés`, `offre de prêt`. */
  unless?: RegExp;
}

export const phrase = (signal: SignalCode, find: RegExp, ...unless: RegExp[]): Phrase =>
  unless.length === 0 ? { signal, find } : { signal, find, unless: union(...unless) };

export const union = (...expressions: RegExp[]): RegExp =>
  new RegExp(expressions.map(({ source }) => source).join('|'));

/** Words and expressions, separated by `;` or line breaks, as the alternatives of a larger expression. */
export const oneOf = ({ raw }: TemplateStringsArray): string => listed(raw.join('')).join('|');

const listed = (list: string): string[] =>
  list
    .split(/[;\n]/)
    .map((each) => each.trim())
    .filter((each) => each !== '');

/**
 * Words and expressions, separated by `;` or line breaks, matched whole. One that ends with `…` is the beginning of a
 * word. Each is a regular expression without nested repetition; a space in it is one space.
 */
export function anyOf(parts: TemplateStringsArray, ...values: string[]): RegExp {
  const alternatives = listed(String.raw(parts, ...values)).map((alternative) =>
    alternative.endsWith('…') ? `${alternative.slice(0, -1)}[a-z0-9]*` : `${alternative}(?![a-z0-9])`,
  );
  return new RegExp(`(?<![a-z0-9])(?:${alternatives.join('|')})`);
}
