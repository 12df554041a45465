import { PHONE_REFUSALS } from '@stopsms/kernel';

/**
 * Every reason that a check, a verdict or a refusal can give, one line each; the documentation is made from this table.
 * A code never changes its meaning and a retired one is never used again.
 */
export const REASONS = {
  ...PHONE_REFUSALS,

  PACK_MISSING: 'No rule pack is in force for the recipient, so adverts are refused there.',

  TEXT_EMPTY: 'The text is empty or only white space.',
  TEXT_TOO_LONG: 'The text takes more parts than allowed.',
  TEXT_LONE_SURROGATE: 'The text holds half of a character, so it was cut or decoded wrongly.',
  SENDER_INVALID: 'The sender is neither a name of 3 to 11 letters and digits nor a code of the account.',

  CATEGORY_PROMOTIONAL: 'The text sells, whatever it was declared to be: it needs all that adverts need.',
  CATEGORY_DOUBTFUL: 'The text may be promotional and what decides is not in it: a person must look.',
  CATEGORY_TOO_LOOSE: 'The text is declared service but is informative, which has stricter rules.',

  SECTOR_BANNED: 'Adverts of this sector are banned in the country, consent or not.',
  SECTOR_NEEDS_PACK: 'Adverts of this sector need a sector pack, and none is active.',

  MENTION_MISSING: 'The advert does not say how to stop.',
  MENTION_NO_SEPARATOR: 'The mention is glued to its code or to the word before it.',
  MENTION_NOT_LAST: 'Something follows the mention, which must end the text.',
  MENTION_NO_CODE: 'The mention names no code to text STOP to, and the recipient cannot reply to the sender.',
  MENTION_CODE_LENGTH: 'The code of the mention has the wrong number of digits.',
  MENTION_CODE_RANGE: 'The code of the mention is outside the free ranges, so STOP could be charged.',
  MENTION_CODE_NOT_ASSIGNED: 'The code of the mention is not one of the account.',
  MENTION_CODE_UNREACHABLE: 'The code of the mention is not known to be reachable from where the recipient is.',
  MENTION_OBFUSCATED:
    'The mention is disguised or hidden: look-alike letters, spaced digits, invisible signs, blank lines.',
  MENTION_AMBIGUOUS: 'The text shows several ways to stop that lead to different places.',
  MENTION_PLACEHOLDER: 'A template variable was left where the mention or a value belongs.',
  MENTION_TRUNCATED: 'The mention is cut off.',
  MENTION_LINK_NOT_HTTPS: 'The unsubscribe link is not HTTPS.',
  MENTION_LINK_HOST: 'The unsubscribe link is not on a host of the account.',
  MENTION_LINK_TOKEN: 'The unsubscribe link has no token of its own that nobody can guess.',
  MENTION_LINK_UNLABELLED: 'The unsubscribe link has no stop word before it.',
  MENTION_ON_INFORMATIVE: 'The text is not an advert but carries a mention; operators may treat it as an advert.',
} as const;

export type ReasonCode = keyof typeof REASONS;

/** `detail` says what was wrong, where, and what to do. */
export interface Reason {
  code: ReasonCode;
  detail: string;
}
