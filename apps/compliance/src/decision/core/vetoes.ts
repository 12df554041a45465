import { countryOfRegion } from '@stopsms/kernel';
import { capReachedReason } from '../../limits/caps/cap-reached-reason';
import { judgeConsentStatus } from '../../people/consents/judge-consent-status';
import type { Obstacle } from '../../rules/message';
import { countryNotAllowed, quotaExceeded } from '../../limits/quotas/limit-reasons';
import type { DecisionReason } from '../../rules/reasons/decision-reasons';
import { refusalByPerson } from '../../waiting/reviews/text-review';
import type { Facts } from './facts';
import { heldAsRequeued } from './requeued';

// Every reason for which a message may not leave, each on its own and pure; `decide.ts` has their order. A veto says nothing of
// what was not looked at: `decide` finds that something was left out, so that a gap lets no message leave.

export interface Veto {
  /** Source of the rule: the country's rule pack, a page of docs/law, or a person. */
  rule: string;
  of(facts: Facts): Obstacle | undefined;
}

/** After which a message whose consents were still being read is looked at again. */
const CONSENTS_WAIT_MS = 5_000;

export const campaignCancelled: Veto = {
  rule: 'the advertiser',
  of: ({ control }) =>
    control === 'cancelled'
      ? refused({ code: 'CAMPAIGN_CANCELLED', detail: 'The campaign was cancelled before this message left.' })
      : undefined,
};

/** Nobody else's message waits for one on which a rule fails, and it has an end. */
export const undecidable: Veto = {
  rule: 'docs/law/README.md#fail-closed',
  of: ({ fault }) =>
    fault
      ? refused({
          code: 'UNDECIDABLE',
          detail:
            'A fault of the platform kept it from deciding about this message, which was not sent. Whoever runs the platform finds the fault in the log; ask again with a new message id once it is mended.',
        })
      : undefined,
};

export const advertiserUnknown: Veto = {
  rule: 'nobody writes without a name',
  of: ({ advertiser, candidate: { request } }) =>
    advertiser === null
      ? refused({
          code: 'ADVERTISER_UNKNOWN',
          detail: `No advertiser has the id ${request.advertiserId}. Create it with POST /v1/advertisers of campaign, then send again with a new message id.`,
        })
      : undefined,
};

/** Enforcement of opt-outs alone is temporary: then adverts are refused, and informative messages are still sent. */
export const observeExpired: Veto = {
  rule: 'docs/enforcement.md#90-days',
  of: ({ advertiser, enforcement, candidate: { request } }) => {
    if (!advertiser || !enforcement?.isOver || request.category !== 'marketing') return undefined;
    const detail = `The rules have only been observed for ${advertiser.name} for more than 90 days, so its adverts are refused. A person raises the level or renews it with POST /v1/advertisers/:id/enforcement of campaign. Then send again with a new message id.`;
    return refused({ code: 'OBSERVE_EXPIRED', detail });
  },
};

/** PHONE_*. */
export const numberUnusable: Veto = {
  rule: 'docs/law/numbers.md#what-can-be-texted',
  of: ({ misdialled }) => refused(misdialled),
};

export const noRules: Veto = {
  rule: 'docs/law/README.md#fail-closed',
  of: ({ rules, recipient }) =>
    rules === null
      ? refused({
          code: 'PACK_MISSING',
          detail: `Adverts to ${recipient?.region} are refused: no rule pack for it is in force. Send to other countries, or ask for the pack.`,
        })
      : undefined,
};

export const countryClosed: Veto = {
  rule: 'an operator of the platform',
  of: ({ advertiser, recipient, isAllowedCountry }) =>
    advertiser && recipient && isAllowedCountry === false
      ? refused(countryNotAllowed(advertiser, recipient.region))
      : undefined,
};

/** TEXT_*, SENDER_INVALID, SECTOR_*, MENTION_*. */
export const textFaulty: Veto = {
  rule: 'pack: parts, sectors, mention',
  of: ({ text }) => refused(text?.fault),
};

/** Forbids messages, adverts or not, by HTTP or Kafka, whose sender is not approved for the advertiser. */
export const senderNotYours: Veto = {
  rule: 'an operator of the platform',
  of: ({ advertiser, recipient, text, isOwnSender }) => {
    if (!advertiser || !recipient || !text || isOwnSender !== false) return undefined;
    const detail = `"${text.sender}" is not an approved sender of ${advertiser.name} in ${countryOfRegion(recipient.region)}. Request it with POST /v1/advertisers/:id/senders of campaign, or omit sender. Then send again with a new message id.`;
    return refused({ code: 'SENDER_NOT_YOURS', detail });
  },
};

/** Also where the reader would refuse by now what a person approved: other names may move its score a little. */
export const readAsAdvert: Veto = {
  rule: 'docs/law/messages.md#signals',
  of: ({ text, review }) =>
    review === undefined || review?.found?.decision?.verdict === 'approved' ? undefined : refused(text?.advert),
};

export const refusedByPerson: Veto = {
  rule: 'a reviewer',
  of: ({ review }) =>
    review?.found?.decision?.verdict === 'refused'
      ? refused(refusalByPerson(review.found, review.found.decision))
      : undefined,
};

/** EXPIRED, WINDOW_NEVER_OPENS. */
export const expiresBeforeWindow: Veto = {
  rule: 'the advertiser; pack: hours',
  of: ({ time }) => (time?.when === 'never' ? refused(time.reason) : undefined),
};

/** OPTED_OUT, NUMBER_*, CONSENT_*. */
export const noConsentOrOptedOut: Veto = {
  rule: 'the person; pack: consent; docs/law/messages.md#what-each-class-needs, docs/law/opt-outs.md#return',
  of: (facts) => (areStillRead(facts) ? undefined : refused(consentReason(facts))),
};

/**
 * OPTED_OUT, NUMBER_* of a person without a relation to the advertiser. Checked when the message would be sent, so that a check or a
 * cancelled message reveals nothing about strangers.
 */
export const strangerUnreachable: Veto = {
  rule: 'the person; docs/law/opt-outs.md#return',
  of: (facts) => {
    const { consentStatus } = facts;
    if (!consentStatus?.hidden) return undefined;
    return refused(consentReason({ ...facts, consentStatus: { ...consentStatus, ...consentStatus.hidden } }));
  },
};

export const personErased: Veto = {
  rule: 'the person; docs/law/retention.md#erasure',
  of: ({ isErased }) =>
    isErased
      ? refused({
          code: 'OPTED_OUT',
          detail:
            'The person asked that their data be erased, which is an opt-out too. Number and text of the message are kept no more.',
        })
      : undefined,
};

/** Until the campaign is resumed; one that expires before is decided again then, so that its sender is notified. */
export const campaignPaused: Veto = {
  rule: 'the advertiser',
  of: (facts) =>
    facts.control === 'paused'
      ? heldUntilExpiry(facts, {
          code: 'CAMPAIGN_PAUSED',
          detail: 'The campaign is paused. The message waits until it is resumed.',
        })
      : undefined,
};

/** One that expires before the end of the pause is decided again then, so that its sender is notified. */
export const advertiserPaused: Veto = {
  rule: 'docs/law/complaints.md#what-it-leads-to',
  of: (facts) => {
    const { name, marketingPaused: paused } = facts.advertiser ?? {};
    if (!paused || facts.candidate.request.category !== 'marketing') return undefined;
    const since = new Date(paused.at).toISOString();
    const detail = `All adverts of ${name} are paused since ${since} (${paused.code}); they wait until a person lets them go on. Informative messages leave. GET /v1/advertisers/:id/marketing of campaign shows why.`;
    return heldUntilExpiry(facts, { code: 'ADVERTISER_PAUSED', detail });
  },
};

export const consentsStillRead: Veto = {
  rule: 'who is not known to disagree is not refused',
  of: (facts) => {
    if (!areStillRead(facts) || !consentReason(facts)) return undefined;
    const detail = 'Consents published before this message are still being read; it is decided once they are.';
    return { verdict: 'held', until: facts.at + CONSENTS_WAIT_MS, code: 'CONSENT_UNREAD', detail };
  },
};

export const personMustRead: Veto = {
  rule: 'docs/law/messages.md#signals; pack: review',
  of: (facts) => {
    const { review } = facts;
    if (!review || review.found?.decision) return undefined;
    const queued = review.found ? ` It waits for review ${review.found.id}.` : '';
    const detail = `A person must read this text and approve it before it can leave. ${review.doubt}${queued}`;
    const obstacle = heldUntilExpiry(facts, { code: 'REVIEW_NEEDED', detail });
    return review.isDecidedSince ? { ...obstacle, dueNow: true } : obstacle;
  },
};

/** WINDOW_CLOSED, NOT_BEFORE. */
export const outsideWindow: Veto = {
  rule: 'pack: hours; the advertiser; docs/law/sending-hours.md#held-past-the-window',
  of: ({ time }) => (time?.when === 'later' ? { verdict: 'held', until: time.until, ...time.reason } : undefined),
};

/** Everything is decided anew when its time comes. */
export const requeued: Veto = {
  rule: 'the dispatcher',
  of: heldAsRequeued,
};

/** Waits only if it is asked to: by then its text may be stale. */
export const capReached: Veto = {
  rule: 'the advertiser; pack: cap of the region; docs/law/united-states.md#how-often',
  of: (facts) => {
    const { advertiser, capped, candidate, recipient } = facts;
    if (!advertiser || !capped || candidate.request.category !== 'marketing') return undefined;
    const holds = candidate.request.whenCapped === 'hold';
    const reason = capReachedReason(advertiser, capped, recipient?.region, holds);
    if (!holds) return refused(reason);
    return { verdict: 'held', until: Math.min(capped.nextAt, candidate.request.expiresAt ?? Infinity), ...reason };
  },
};

export const quotaUsedUp: Veto = {
  rule: 'an operator of the platform',
  of: ({ advertiser, usedUp }) =>
    advertiser && usedUp ? refused(quotaExceeded(advertiser, usedUp.limit, usedUp)) : undefined,
};

export const refused = (reason: DecisionReason | undefined): Obstacle | undefined =>
  reason && { verdict: 'refused', ...reason };

type Held = Extract<Obstacle, { verdict: 'held' }>;

const heldUntilExpiry = ({ candidate: { request } }: Facts, reason: DecisionReason): Held => ({
  verdict: 'held',
  until: request.expiresAt ?? Infinity,
  ...reason,
});

export const areStillRead = ({ candidate, areConsentsRead }: Facts): boolean =>
  areConsentsRead === false && candidate.request.category === 'marketing';

const consentReason = ({ candidate, consentStatus, rules, at }: Facts): DecisionReason | undefined =>
  consentStatus && rules ? judgeConsentStatus(candidate.request.category, consentStatus, at, rules.consent) : undefined;
