import type { Obstacle, Outcome } from '../../rules/message';
import type { DecisionReason } from '../../rules/reasons/decision-reasons';
import type { Observed } from '../../rules/reasons/enforcement';
import { obstacleUnder } from './reasons-at-level';
import { type Decision, type Facts, orFault } from './facts';
import { ABOUT_SENDER } from './sender-vetoes';
import * as veto from './vetoes';

// Decision on a message: a pure function of its facts. The first veto that applies decides. Order: refusals, then waits that need a
// person, then waits that end by themselves.

/** Vetoes on a message that no rules would allow. */
export const ABOUT_PLACE = [
  veto.undecidable,
  veto.advertiserUnknown,
  veto.numberUnusable,
  veto.noRules,
  veto.countryClosed,
];

/** Vetoes by people and rules on a text. */
export const ABOUT_TEXT = [
  veto.textFaulty,
  veto.senderNotYours,
  ...ABOUT_SENDER,
  veto.readAsAdvert,
  veto.refusedByPerson,
];

const PAUSES = [veto.campaignPaused, veto.advertiserPaused];

const ASKED_FOR: readonly veto.Veto[] = [
  veto.campaignCancelled,
  ...ABOUT_PLACE,
  veto.observeExpired,
  ...ABOUT_TEXT,
  veto.expiresBeforeWindow,
  veto.noConsentOrOptedOut,
  ...PAUSES,
  veto.consentsStillRead,
  veto.personMustRead,
  veto.outsideWindow,
  veto.strangerUnreachable,
  // Last: what does not leave for another reason uses no reservation under a cap and no quota.
  veto.capReached,
  veto.quotaUsedUp,
];

/** Vetoes on a requeued message: only the time is decided now, the rest when it is due. */
const REQUEUED: readonly veto.Veto[] = [
  veto.campaignCancelled,
  ...ABOUT_PLACE,
  veto.expiresBeforeWindow,
  ...PAUSES,
  veto.outsideWindow,
  veto.requeued,
];

const ERASED: readonly veto.Veto[] = [veto.campaignCancelled, ...ABOUT_PLACE, veto.personErased];

/** Returns the verdict of the first veto that applies and is enforced; undefined when none is. */
export function firstVeto(facts: Facts, vetoes = vetoesFor(facts)): Obstacle | undefined {
  if (facts.enforcement) return obstacleUnder(facts.enforcement, facts, vetoes).obstacle;
  for (const { of } of vetoes) {
    const obstacle = of(facts);
    if (obstacle) return obstacle;
  }
  return undefined;
}

/** All reasons against a message, for a check before it is sent. */
export const everyVeto = (facts: Facts, vetoes: readonly veto.Veto[]): DecisionReason[] =>
  vetoes.flatMap(({ of }) => {
    const obstacle = of(facts);
    return obstacle ? [{ code: obstacle.code, detail: obstacle.detail }] : [];
  });

/**
 * Decides by the given facts; after a change of facts the same function decides again. @throws Error if no veto applies to a message whose
 * facts are incomplete
 */
export const decide = (facts: Facts): Decision => ({ ...facts, outcome: outcomeOf(facts) });

function outcomeOf(facts: Facts): Outcome {
  const { enforcement } = facts;
  if (!enforcement) return firstVeto(facts) ?? clear(facts);
  const { obstacle, observed } = obstacleUnder(enforcement, facts, vetoesFor(facts));
  return obstacle ?? clear(facts, observed);
}

/** `decide`, and a refusal where a rule fails on the facts. */
export function decideOrRefuse(facts: Facts): Decision {
  const decided = orFault<Facts & Partial<Decision>>(facts, () => decide(facts));
  return decided.outcome ? (decided as Decision) : decide(decided);
}

const vetoesFor = ({ requeued, isErased }: Facts): readonly veto.Veto[] =>
  requeued ? REQUEUED : isErased ? ERASED : ASKED_FOR;

/** @param observed - reasons that its level only records; undefined under full enforcement */
function clear(facts: Facts, observed?: readonly Observed[]): Outcome {
  const { candidate, recipient, pack, text, consentStatus, time } = facts;
  const isRuled = facts.isAllowedCountry === true && facts.isOwnSender === true && facts.areConsentsRead !== undefined;
  const isReviewed = text?.keys === undefined || facts.review !== undefined;
  const isTimed = observed ? time !== undefined : time?.when === 'now';
  const leaving = text?.finalText ?? (observed && text?.asGiven);
  if (!recipient || !pack || !consentStatus || !isRuled || !isReviewed || !text || !leaving || !isTimed) {
    throw new Error(`Message ${candidate.request.id} would leave without having been looked at in full: this is a bug`);
  }
  const { sender, unsubscribeToken, language } = text;
  return {
    verdict: 'cleared',
    text: leaving,
    sender,
    // Hours that are only observed do not end its wait for its turn.
    ...(!observed && time?.when === 'now' && time.closesAt !== undefined && { windowClosesAt: time.closesAt }),
    ...(unsubscribeToken !== undefined && { unsubscribeToken }),
    ...(language !== undefined && { language }),
    ...(observed && observed.length > 0 && { observed }),
  };
}
