import type { Category } from './decision';
import type { DecisionReason } from './decision-reasons';

// Whether a person may be texted by an advertiser, from the events we know. All instants are those of the person's own
// acts at their source, in epoch ms, and not those at which we heard of them.

/** What is known of one recipient towards one advertiser. */
export interface Standing {
  /** The latest consent by event time. */
  consent?: { consentId: string; grantedAt: number; basis: string; source: string };
  /** The person's last reply to this advertiser. */
  lastContactAt?: number;
  /** The latest opt-out in force that concerns the message. */
  optOut?: { scope: string; episodeId: string; at: number };
}

/** Clocks of different sources disagree by this much; within it the opt-out wins. */
export const SKEW_MS = 5_000;
const CONSENT_YEARS = 3;

/**
 * Why the message must not leave; undefined when it may.
 * @see rules.md 1 (an informative message heeds platform-wide opt-outs alone), 3 "Expiry", 6 "Race"
 */
export function judgeStanding(category: Category, standing: Standing, now: number): DecisionReason | undefined {
  const { consent, optOut } = standing;
  if (optOut && (category === 'informative' || !consent || consent.grantedAt <= optOut.at + SKEW_MS)) {
    return { code: 'OPTED_OUT', detail: explainOptOut(category, optOut) };
  }
  if (category === 'informative') return undefined;
  if (!consent) {
    return {
      code: 'CONSENT_MISSING',
      detail:
        'No consent of this recipient to adverts of this advertiser is known. Import the contact with consent_at, consent_source and consent_wording, or record it with POST /v1/consents.',
    };
  }
  const until = yearsLater(Math.max(consent.grantedAt, standing.lastContactAt ?? 0), CONSENT_YEARS);
  if (until > now) return undefined;
  return {
    code: 'CONSENT_EXPIRED',
    detail: `The consent of ${iso(consent.grantedAt)} ended on ${iso(until)}, ${CONSENT_YEARS} years after the person's last contact. Ask again through another channel than SMS.`,
  };
}

function explainOptOut(category: Category, { scope, at }: NonNullable<Standing['optOut']>): string {
  const from = scope === '*' ? 'every advertiser of the platform' : 'this advertiser';
  return category === 'informative'
    ? `The recipient opted out of all messages of ${from} on ${iso(at)}.`
    : `The recipient opted out of ${from} on ${iso(at)} and has not agreed since. Only a consent that the person gives later lifts it; an import or an administrator cannot.`;
}

const iso = (at: number): string => new Date(at).toISOString();

function yearsLater(at: number, years: number): number {
  const date = new Date(at);
  return date.setUTCFullYear(date.getUTCFullYear() + years);
}
