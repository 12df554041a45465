import type { Stage } from '../outcomes/stage';

/** Status of a message, in Twilio's words. */
type TwilioStatus = 'queued' | 'sent' | 'delivered' | 'undelivered' | 'failed';

const STATUSES: Readonly<Record<Stage, TwilioStatus>> = {
  accepted: 'queued',
  held: 'queued',
  submitted: 'sent',
  unknown: 'undelivered',
  refused: 'failed',
  blocked: 'failed',
  expired: 'failed',
  rejected: 'undelivered',
  delivered: 'delivered',
  failed: 'undelivered',
};

/** Codes of Twilio for reasons of the platform; docs/doors/twilio.md. */
const CODES: Readonly<Record<string, number>> = {
  OPTED_OUT: 21610,
  NUMBER_INVALID: 21211,
  PHONE_LANDLINE: 21614,
  PHONE_NOT_MOBILE: 21614,
  COUNTRY_NOT_ALLOWED: 21408,
  SENDER_INVALID: 21212,
  SENDER_NOT_YOURS: 21606,
  SENDER_UNREGISTERED: 21606,
  EXPIRED: 30036,
};
/** The platform's rules forbid the message. */
const FILTERED = 30007;
const UNKNOWN = 30008;

export const statusOf = (stage: Stage): TwilioStatus => STATUSES[stage];

/** Returns the error code of a message that failed; undefined if it did not. */
export function errorCodeOf(stage: Stage, code: string | undefined): number | undefined {
  switch (stage) {
    case 'refused':
    case 'blocked':
    case 'expired': {
      if (code?.startsWith('PHONE_')) return CODES[code] ?? 21211;
      return CODES[code ?? ''] ?? (stage === 'expired' ? 30036 : FILTERED);
    }
    case 'rejected':
    case 'failed':
    case 'unknown':
      return CODES[code ?? ''] ?? UNKNOWN;
    default:
      return undefined;
  }
}

const SID = /^SM([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/;

export const sidOf = (messageId: string): string => `SM${messageId.replaceAll('-', '')}`;

/** Returns the id of a message; undefined if the text is no sid. */
export const messageIdOf = (sid: string): string | undefined => SID.exec(sid)?.slice(1).join('-');
