import { ALL_ADVERTISERS } from '@stopsms/kernel';
import type { ConsentBasis, RulePack } from '../../rules/packs/rule-pack';
import type { Category } from '../../rules/message';
import type { DecisionReason } from '../../rules/reasons/decision-reasons';

// Whether a person may be texted by an advertiser, from the events we know. All instants are those of the person's own
// acts at their source, in epoch ms, not those at which we received them.

/** Consents, opt-outs and number state of one recipient towards one advertiser. */
export interface ConsentStatus {
  /**
   * The latest consent by event time, of those on a basis that the country accepts if there is one; `digest`: by which proofs seal it,
   * absent of one recorded before digests were kept.
   */
  consent?: { consentId: string; grantedAt: number; basis: string; source: string; digest?: string };
  /** The latest consent reported as an act of the person and no import; looked up where one was withdrawn. */
  actAt?: number;
  /** The person's latest START that renewed a consent; looked up where there is an opt-out. */
  startAt?: number;
  /** The person's last reply to this advertiser. */
  lastContactAt?: number;
  /** The latest withdrawal of consents otherwise than by an opt-out. */
  withdrawnAt?: number;
  /** The opt-out in force that concerns the message: from everybody if there is one, else the latest. */
  optOut?: { scope: string; episodeId: string; at: number };
  /** The opt-out was said to another account of the same legal entity. */
  isOfOtherAccount?: boolean;
  /** State of the number according to receipts, for every advertiser. */
  number?: { state: 'suspended' | 'invalid'; at: number; provider: string };
  /** The same for a person without a relation to the advertiser: checked last, when the message would be sent. */
  hidden?: Pick<ConsentStatus, 'optOut' | 'number'>;
  /** Neither did the person have to do with the advertiser, nor is a consent on record; looked up where it is asked for. */
  isStranger?: boolean;
}

/** Clocks of different sources disagree by this much; within it the opt-out wins. */
export const SKEW_MS = 5_000;
/**
 * Returns the reason why the message must not leave; undefined when it may.
 * @param rules - which bases the recipient's country accepts, and for how long
 * @param consentStatus - for an informative message with only the opt-outs that its country applies to it
 * @see docs/law/messages.md#what-each-class-needs (only platform-wide opt-outs apply to an informative message),
 *   docs/law/consent.md#how-long-it-lasts, docs/law/opt-outs.md#return, docs/law/opt-outs.md#race,
 *   docs/law/numbers.md#dead-and-reassigned-numbers
 */
export function judgeConsentStatus(
  category: Category,
  consentStatus: ConsentStatus,
  now: number,
  rules: RulePack['consent'],
): DecisionReason | undefined {
  return consentReasons(category, consentStatus, now, rules).next().value;
}

/** Every such reason, in the order in which they decide: one that is only observed must not hide another. */
export function* consentReasons(
  category: Category,
  consentStatus: ConsentStatus,
  now: number,
  rules: RulePack['consent'],
): Generator<DecisionReason, undefined> {
  const { consent, optOut, withdrawnAt, number, actAt, startAt } = consentStatus;
  if (optOut && (optOut.scope === ALL_ADVERTISERS || !isLater(startAt, optOut.at))) {
    yield { code: 'OPTED_OUT', detail: explainOptOut(category, optOut, consentStatus.isOfOtherAccount) };
  }
  if (number?.state === 'invalid') yield { code: 'NUMBER_INVALID', detail: explainInvalid(number) };
  if (category === 'informative') return undefined;
  if (number?.state === 'suspended') yield { code: 'NUMBER_SUSPENDED', detail: explainSuspended(number) };
  if (!consent) {
    yield {
      code: 'CONSENT_MISSING',
      detail:
        'No consent of this recipient to adverts of this advertiser is known. Import the contact with consent_at, consent_source and consent_wording, or record it with POST /v1/consents.',
    };
  }
  if (withdrawnAt !== undefined && !isLater(actAt, withdrawnAt)) {
    const what = consent ? `The consent of ${iso(consent.grantedAt)}` : 'A consent that is on record no more';
    yield {
      code: 'CONSENT_WITHDRAWN',
      detail: `${what} was withdrawn on ${iso(withdrawnAt)}. Only a consent that the person gives later counts; an import does not.`,
    };
  }
  const ended = consent && judgeConsent(consent, consentStatus.lastContactAt, now, rules);
  if (ended) yield ended;
  return undefined;
}

function judgeConsent(
  { basis, grantedAt }: NonNullable<ConsentStatus['consent']>,
  lastContactAt: number | undefined,
  now: number,
  { bases, expiryYears, months }: RulePack['consent'],
): DecisionReason | undefined {
  if (!bases.some((accepted) => accepted === basis)) {
    return {
      code: 'CONSENT_BASIS_INVALID',
      detail: `The recorded basis is ${basis}, which is not valid for adverts by SMS in the recipient’s country. Valid: ${bases.join(', ') || 'none'}. Record another with POST /v1/consents once the person has given it.`,
    };
  }
  const lasts = months[basis as ConsentBasis];
  if (lasts !== undefined) return judgeShort({ basis, grantedAt }, lasts, now);
  const until = yearsLater(Math.max(grantedAt, lastContactAt ?? 0), expiryYears);
  if (until > now) return undefined;
  return {
    code: 'CONSENT_EXPIRED',
    detail: `The consent of ${iso(grantedAt)} ended on ${iso(until)}, ${expiryYears} years after the person's last contact. Ask again through another channel than SMS.`,
  };
}

/** An implied consent ends by the calendar: a reply is neither a purchase nor an inquiry. */
function judgeShort(
  { basis, grantedAt }: { basis: string; grantedAt: number },
  months: number,
  now: number,
): DecisionReason | undefined {
  const until = monthsLater(grantedAt, months);
  if (until > now) return undefined;
  const detail = `What the person did on ${iso(grantedAt)} (${basis}) implied consent for ${months} months, until ${iso(until)}. Ask for consent through another channel than SMS.`;
  return { code: 'CONSENT_EXPIRED', detail };
}

const isLater = (actAt: number | undefined, at: number): boolean => actAt !== undefined && actAt > at + SKEW_MS;

/** Hides that an opt-out is platform-wide, and its time: the sender needs to know only that it must not write. */
function explainOptOut(
  category: Category,
  { scope, at }: NonNullable<ConsentStatus['optOut']>,
  isOfOtherAccount = false,
): string {
  if (isOfOtherAccount)
    return `The recipient opted out of another account of this advertiser’s legal entity (${scope}) on ${iso(at)}. It holds for all its accounts; only a START that the person texts later to that account lifts it.`;
  const isOfAll = scope === ALL_ADVERTISERS;
  if (category === 'informative') {
    return isOfAll
      ? 'The recipient opted out of messages like this one.'
      : `The recipient opted out of all messages of this advertiser on ${iso(at)}.`;
  }
  return isOfAll
    ? 'The recipient opted out of messages like this one. A consent does not lift that; only the person can, by asking in writing.'
    : `The recipient opted out of this advertiser on ${iso(at)} and has not come back since. Only a START that the person texts later lifts it, or an operator of the platform on a later document of theirs; a reported consent or an import cannot.`;
}

const explainInvalid = ({ at, provider }: NonNullable<ConsentStatus['number']>): string =>
  `Operator ${provider} reported on ${iso(at)} for good that nobody has this number. Remove it from your files; a text from the number ends this. POST /v1/numbers/search of suppression shows more.`;

const explainSuspended = ({ at }: NonNullable<ConsentStatus['number']>): string =>
  `Nothing has reached this number since ${iso(at)}, so it may have been given to somebody who agreed to nothing. A text from the number ends this, a delivery does not. POST /v1/numbers/search of suppression shows more.`;

const iso = (at: number): string => new Date(at).toISOString();

/** A day that the month has not ends with the month: 31 August and six months is the end of February. */
function monthsLater(at: number, months: number): number {
  const date = new Date(at);
  const day = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + months);
  if (date.getUTCDate() !== day) date.setUTCDate(0);
  return date.getTime();
}

function yearsLater(at: number, years: number): number {
  const date = new Date(at);
  return date.setUTCFullYear(date.getUTCFullYear() + years);
}
