import { PHONE_REFUSALS } from '@stopsms/kernel';

/**
 * Every reason that a check, a verdict or a refusal can give, one line each; the documentation is made from this table.
 * A code never changes its meaning and a retired one is never used again.
 */
export const REASONS = {
  ...PHONE_REFUSALS,

  PACK_MISSING: 'No rules are in force for the recipient’s country, so adverts are refused there.',

  TEXT_EMPTY: 'The text is empty.',
  TEXT_TOO_LONG: 'The text has more segments than allowed.',
  TEXT_LONE_SURROGATE: 'The text contains half a character: it was cut off or decoded incorrectly.',
  SENDER_INVALID: 'The sender must be a name of 3 to 11 letters and digits, or a short code of the advertiser.',

  CATEGORY_PROMOTIONAL: 'The text is an advert, whatever it was declared as: all rules for adverts apply.',
  CATEGORY_DOUBTFUL: 'The text may be an advert. It needs a review.',
  CATEGORY_TOO_LOOSE: 'The text is declared as service but is informative, which has stricter rules.',

  SECTOR_BANNED: 'Adverts for this sector are banned in this country, even with consent.',
  SECTOR_NEEDS_PACK: 'Adverts for this sector need their own rules, and none are active.',

  MENTION_MISSING: 'The advert has no STOP mention.',
  MENTION_NO_SEPARATOR: 'There is no space between the STOP mention and its short code, or before it.',
  MENTION_NOT_LAST: 'The STOP mention must be at the end of the text.',
  MENTION_NO_CODE: 'The STOP mention has no short code, and recipients cannot reply to the sender.',
  MENTION_CODE_LENGTH: 'The short code of the STOP mention has the wrong number of digits.',
  MENTION_CODE_RANGE: 'The short code of the STOP mention is not free of charge.',
  MENTION_CODE_NOT_ASSIGNED: 'The short code of the STOP mention does not belong to this advertiser.',
  MENTION_CODE_UNREACHABLE: 'The short code of the STOP mention may not be reachable from the recipient’s country.',
  MENTION_OBFUSCATED:
    'The STOP mention is disguised or hidden, for example by look-alike letters, spaced digits or blank lines.',
  MENTION_AMBIGUOUS: 'The text shows several different ways to opt out.',
  MENTION_PLACEHOLDER: 'The text still contains a template variable instead of the STOP mention or a value.',
  MENTION_TRUNCATED: 'The STOP mention is cut off.',
  MENTION_LINK_NOT_HTTPS: 'The unsubscribe link is not HTTPS.',
  MENTION_LINK_HOST: 'The unsubscribe link is not on a domain of this advertiser.',
  MENTION_LINK_TOKEN: 'The unsubscribe link must contain a token that cannot be guessed.',
  MENTION_LINK_UNLABELLED: 'The unsubscribe link must follow a word such as STOP.',
  MENTION_ON_INFORMATIVE: 'The text is not an advert but has a STOP mention: operators may treat it as an advert.',
} as const;

export type ReasonCode = keyof typeof REASONS;

/** `detail` says what was wrong, where, and what to do. */
export interface Reason {
  code: ReasonCode;
  detail: string;
}
