import type { ReasonCode } from './reason-codes';

/**
 * Reasons that come from what we know of sender and recipient, beside those of the rules in `reason-codes.ts`.
 * A code never changes its meaning and a retired one is never used again.
 */
export const DECISION_REASONS = {
  PUBLISHER_NOT_ALLOWED: 'Whoever published the request does not speak for the advertiser that it names.',
  CAMPAIGN_NOT_YOURS: 'The request names a campaign that is not known as one of its advertiser.',
  INVALID_REQUEST:
    'The published record is no request as its topic has it; nothing of it is kept, and its id stays free.',
  UNDECIDABLE: 'A fault of the platform kept it from deciding about the message, which was not sent.',
  ADVERTISER_UNKNOWN: 'No advertiser has this id.',
  SENDER_NOT_YOURS: 'The sender is not approved for this advertiser in the recipient’s country.',
  SENDER_UNREGISTERED: 'The sender may stand in the recipient’s country only with its registration, and none is told.',
  SENDER_NAME_UNREACHABLE: 'Names reach no handset in the recipient’s country; codes and numbers do.',
  ADVERTISER_UNNAMED: 'Neither the sender nor the text of the advert names its advertiser.',
  CODE_NOT_FOR_ADVERTS: 'The advert shows or leaves from a code of a range for other messages.',
  COUNTRY_NOT_ALLOWED: 'The recipient’s country is not among those to which the advertiser may write.',
  QUOTA_EXCEEDED: 'The advertiser has used up the messages that may leave for it on this day or in this month.',
  CAP_REACHED: 'The recipient has had as many adverts of the advertiser as a cap allows, for the time being.',
  REVIEW_NEEDED: 'A person must read the text and approve it before it can leave.',
  REVIEW_REFUSED: 'A person read the text and refused it.',
  TEXT_CONTROL_CHARACTER: 'The text holds a control character that no phone shows.',
  CONSENT_MISSING: 'The recipient never agreed to adverts of this advertiser.',
  CONSENT_WITHDRAWN: 'The person withdrew the consent and has not agreed again since.',
  CONSENT_BASIS_INVALID: 'The advertiser has a ground to text the recipient, but none that holds in that country.',
  CONSENT_EXPIRED: 'The consent is too old for the country and the person has not been in touch since.',
  CONSENT_UNREAD: 'Consents are still being read, so the message waits rather than be refused wrongly.',
  OPTED_OUT: 'The recipient opted out and has not come back since.',
  NUMBER_INVALID: 'An operator reported for good that nobody has the number.',
  NUMBER_SUSPENDED: 'Nothing reached the number for 30 days, so somebody else may have it by now.',
  WINDOW_CLOSED: 'Adverts may not be sent to the recipient at this hour or day; they wait for the next opening.',
  WINDOW_NEVER_OPENS: 'The hours the advertiser chose never meet those in which adverts to the recipient may be sent.',
  WINDOW_ENDING:
    'The operator delivers however late, so adverts stop 2 h before the window closes; they wait for the next.',
  NOT_BEFORE: 'The message was asked to leave later.',
  CAMPAIGN_PAUSED: 'The campaign is paused; the message waits until it is resumed.',
  ADVERTISER_PAUSED: 'All adverts of the advertiser are paused; the message waits until a person lets them go on.',
  CAMPAIGN_CANCELLED: 'The campaign was cancelled before the message left.',
  ROUTE_CLOSED: 'No operator takes messages for this country at the moment; the message is tried again in a minute.',
  NOT_WRITTEN: 'Its dispatcher ended or stood still before it wrote it to the operator; it is tried again.',
  KEY_CHANGED: 'The recipient secret was changed after the message was cleared; it is decided again at once.',
  REPLY_UNREAD:
    'A text of the recipient may ask to stop, and was not read or not decided yet; the message is tried again.',
  EXPIRED: 'The message was not to be sent any more.',
} as const;

export type DecisionCode = ReasonCode | keyof typeof DECISION_REASONS;

/** `detail` says what was wrong, where, and what to do; no number and no text of a message is in it. */
export interface DecisionReason {
  code: DecisionCode;
  detail: string;
}
