import type { ReasonCode } from './reason-codes';

/**
 * Reasons that come from what we know of sender and recipient, beside those of the rules in `reason-codes.ts`.
 * A code never changes its meaning and a retired one is never used again.
 */
export const DECISION_REASONS = {
  PUBLISHER_NOT_ALLOWED: 'The publisher may not send for this advertiser.',
  CAMPAIGN_NOT_YOURS: 'The campaign does not belong to this advertiser.',
  INVALID_REQUEST: 'The published request is not valid. Nothing of it is kept, and its id can be used again.',
  UNDECIDABLE: 'A platform error prevented the decision. The message was not sent.',
  ADVERTISER_UNKNOWN: 'No advertiser has this id.',
  OBSERVE_EXPIRED:
    'The advertiser was only observed for 90 days. Adverts are refused until a person renews it or raises the level.',
  SENDER_NOT_YOURS: 'The sender is not approved for this advertiser in the recipient’s country.',
  SENDER_UNREGISTERED: 'This country requires a registered sender, and this sender is not registered.',
  SENDER_NAME_UNREACHABLE: 'This country does not deliver sender names. Use a short code or a number.',
  ADVERTISER_UNNAMED: 'Neither the sender nor the text names the advertiser.',
  CODE_NOT_FOR_ADVERTS: 'The advert shows, or is sent from, a short code that is not for adverts.',
  COUNTRY_NOT_ALLOWED: 'The advertiser may not send to the recipient’s country.',
  QUOTA_EXCEEDED: 'The advertiser has used its quota for the day or month.',
  CAP_REACHED: 'The recipient has reached the maximum number of adverts from this advertiser for now.',
  REVIEW_NEEDED: 'The text needs a review before it can be sent.',
  REVIEW_REFUSED: 'The text was refused in review.',
  TEXT_CONTROL_CHARACTER: 'The text contains a control character that phones cannot show.',
  CONSENT_MISSING: 'The recipient has not consented to adverts from this advertiser.',
  CONSENT_WITHDRAWN: 'The recipient withdrew consent and has not given it again.',
  CONSENT_BASIS_INVALID: 'The legal basis for texting this recipient is not valid in that country.',
  CONSENT_EXPIRED: 'The consent is too old for this country, and there has been no contact since.',
  CONSENT_UNREAD: 'Consents are still loading. The message waits so that it is not refused by mistake.',
  OPTED_OUT: 'The recipient has opted out.',
  NUMBER_INVALID: 'An operator reported that this number is not in use.',
  NUMBER_SUSPENDED: 'Nothing was delivered to this number for 30 days, so it may belong to somebody else now.',
  WINDOW_CLOSED: 'Adverts are not permitted at this time. The message waits for the next permitted hours.',
  WINDOW_NEVER_OPENS: 'The advertiser’s hours never overlap the permitted hours.',
  WINDOW_ENDING:
    'The permitted hours end in less than 2 hours, so delivery could be late. The message waits for the next ones.',
  NOT_BEFORE: 'The message is scheduled for later.',
  CAMPAIGN_PAUSED: 'The campaign is paused. The message waits until it is resumed.',
  ADVERTISER_PAUSED: 'All adverts of this advertiser are paused. The message waits until they are resumed.',
  CAMPAIGN_CANCELLED: 'The campaign was cancelled before the message was sent.',
  ROUTE_CLOSED: 'No operator currently accepts messages for this country. The message is retried in a minute.',
  NOT_WRITTEN:
    'The dispatcher ended or stalled before the message was written to the operator. The message is retried.',
  KEY_CHANGED: 'The recipient secret changed after the message was cleared. The message is decided again.',
  REPLY_UNREAD:
    'A reply from the recipient may be a request to stop and is not classified or decided yet. The message is retried.',
  EXPIRED: 'The message expired before it could be sent.',
} as const;

export type DecisionCode = ReasonCode | keyof typeof DECISION_REASONS;

/** `detail` says what was wrong, where, and what to do; no number and no text of a message is in it. */
export interface DecisionReason {
  code: DecisionCode;
  detail: string;
}
