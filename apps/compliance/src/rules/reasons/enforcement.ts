import type { EnforcementLevel } from '@stopsms/contracts';
import type { DecisionCode } from './decision-reasons';

// Levels of enforcement: which reasons stop a message, and which are recorded while it leaves. A code is here or the compiler refuses;
// docs/enforcement.md has the same table, with why.

type From = EnforcementLevel;

const ALWAYS: From = 'observe';
const WITH_STOP: From = 'stop-only';
const WHEN_FULL: From = 'full';

/** The loosest level at which a reason stops a message. */
export const ENFORCED_FROM: Readonly<Record<DecisionCode, From>> = {
  // Nothing that could be sent, or nobody who may send it.
  PHONE_EMPTY: ALWAYS,
  PHONE_NOT_A_NUMBER: ALWAYS,
  PHONE_TOO_SHORT: ALWAYS,
  PHONE_TOO_LONG: ALWAYS,
  PHONE_LANDLINE: ALWAYS,
  PHONE_NOT_MOBILE: ALWAYS,
  PHONE_EXCEL_MANGLED: ALWAYS,
  PHONE_UNKNOWN_COUNTRY: ALWAYS,
  TEXT_EMPTY: ALWAYS,
  TEXT_TOO_LONG: ALWAYS,
  TEXT_LONE_SURROGATE: ALWAYS,
  TEXT_CONTROL_CHARACTER: ALWAYS,
  SENDER_INVALID: ALWAYS,
  INVALID_REQUEST: ALWAYS,
  ADVERTISER_UNKNOWN: ALWAYS,
  PUBLISHER_NOT_ALLOWED: ALWAYS,
  CAMPAIGN_NOT_YOURS: ALWAYS,
  SENDER_NOT_YOURS: ALWAYS,

  // The platform does not know enough to send.
  UNDECIDABLE: ALWAYS,
  PACK_MISSING: ALWAYS,
  OBSERVE_EXPIRED: ALWAYS,
  CONSENT_UNREAD: ALWAYS,
  REPLY_UNREAD: ALWAYS,
  KEY_CHANGED: ALWAYS,
  ROUTE_CLOSED: ALWAYS,
  NOT_WRITTEN: ALWAYS,

  // The person said no.
  OPTED_OUT: ALWAYS,
  CONSENT_WITHDRAWN: ALWAYS,

  // What a text is decides whether opt-outs apply to it, so an advert cannot pass as something else.
  CATEGORY_PROMOTIONAL: ALWAYS,
  CATEGORY_DOUBTFUL: ALWAYS,
  CATEGORY_TOO_LOOSE: ALWAYS,
  REVIEW_NEEDED: ALWAYS,
  REVIEW_REFUSED: ALWAYS,
  SECTOR_BANNED: ALWAYS,
  SECTOR_NEEDS_PACK: ALWAYS,

  // Somebody stopped it, or wished it later. A quota and its countries are what an operator lets an account send.
  QUOTA_EXCEEDED: ALWAYS,
  COUNTRY_NOT_ALLOWED: ALWAYS,
  CAMPAIGN_PAUSED: ALWAYS,
  ADVERTISER_PAUSED: ALWAYS,
  CAMPAIGN_CANCELLED: ALWAYS,
  NOT_BEFORE: ALWAYS,
  EXPIRED: ALWAYS,

  // The person could not say no, or the platform would not receive it. The check ends at the first fault of a mention, which may hide
  // that its code is another's, so none of them is only observed.
  MENTION_MISSING: WITH_STOP,
  MENTION_NO_SEPARATOR: WITH_STOP,
  MENTION_NOT_LAST: WITH_STOP,
  MENTION_NO_CODE: WITH_STOP,
  MENTION_CODE_LENGTH: WITH_STOP,
  MENTION_CODE_RANGE: WITH_STOP,
  MENTION_CODE_NOT_ASSIGNED: WITH_STOP,
  MENTION_CODE_UNREACHABLE: WITH_STOP,
  MENTION_OBFUSCATED: WITH_STOP,
  MENTION_AMBIGUOUS: WITH_STOP,
  MENTION_PLACEHOLDER: WITH_STOP,
  MENTION_TRUNCATED: WITH_STOP,
  MENTION_LINK_NOT_HTTPS: WITH_STOP,
  MENTION_LINK_HOST: WITH_STOP,
  MENTION_LINK_TOKEN: WITH_STOP,
  MENTION_LINK_UNLABELLED: WITH_STOP,

  // Rules of a country and of the platform.
  MENTION_ON_INFORMATIVE: WHEN_FULL,
  SENDER_UNREGISTERED: WHEN_FULL,
  SENDER_NAME_UNREACHABLE: WHEN_FULL,
  ADVERTISER_UNNAMED: WHEN_FULL,
  CODE_NOT_FOR_ADVERTS: WHEN_FULL,
  CONSENT_MISSING: WHEN_FULL,
  CONSENT_BASIS_INVALID: WHEN_FULL,
  CONSENT_EXPIRED: WHEN_FULL,
  NUMBER_INVALID: WHEN_FULL,
  NUMBER_SUSPENDED: WHEN_FULL,
  WINDOW_CLOSED: WHEN_FULL,
  WINDOW_NEVER_OPENS: WHEN_FULL,
  WINDOW_ENDING: WHEN_FULL,
  CAP_REACHED: WHEN_FULL,
};

/** Level of an advertiser below full enforcement. */
export interface Enforcement {
  level: Exclude<EnforcementLevel, 'full'>;
  /** `observe` ended because nobody renewed it. */
  isOver?: true;
}

/** Reason that a level only recorded: what full enforcement would have made of the message. */
export interface Observed {
  verdict: 'refused' | 'held';
  code: DecisionCode;
}

const RANK: Record<EnforcementLevel, number> = { observe: 0, 'stop-only': 1, full: 2 };

/** Returns whether a reason stops a message at a level. */
export const isEnforcedAt = (level: EnforcementLevel, code: DecisionCode): boolean =>
  RANK[ENFORCED_FROM[code]] <= RANK[level];
