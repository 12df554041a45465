// The rules and the weights read each reply that its form does not settle. The weights decide what the rules leave. Where the two
// disagree on a request, neither wins: a person reads the reply, and adverts are held until then.

import { type OptOutTier, type Reading, type Tier, optsOut } from './reading';
import type { ReplyContext } from './reply-context';
import type { Probabilities } from './weighing/model';

/** Certainty from which the weights alone opt out: chosen on the part `tune`, see docs/reading-replies.md. */
export const OPT_OUT_FROM = 0.9;
/** Certainty from which a request of the weights alone is as clear as one of the rules. */
export const CLEAR_FROM = 0.985;
/** Doubt from which a person reads a reply in which the rules found no request. */
export const ASK_FROM = 0.05;
/** Doubt below which a person reads a reply that the rules take for a request: the surer they are, the more it takes. */
const DISPUTED_BELOW: Readonly<Record<OptOutTier, number>> = {
  exact: 0,
  clear: 0.5,
  likely: 0.2,
};
/** Share of a condition, a wrong number or a refused offer that counts as doubt. */
const CONDITIONAL_SHARE = 0.3;
/** Certainty from which the weights alone send an answer about help or contact. */
const ANSWER_FROM = 0.9;
/**
 * Certainty from which a reply of somebody who asked to stop before is put before a person. An earlier request opts nobody out by
 * itself: who came back may say thanks.
 */
export const AGAIN_FROM = 0.5;
/** Certainty from which a wish to receive texts again goes to a person. */
export const START_FROM = 0.7;

/** Doubt that a reply asks to stop, from 0 to 1: a request, and a share of what is nearly one. */
const doubtOf = ({ request, conditional }: Probabilities): number => request + CONDITIONAL_SHARE * conditional;

const percent = (share: number): string => `${Math.round(100 * share)} %`;

/**
 * @param rules - as the rules read the reply
 * @param wishes - as the weights read it
 * @param weightsId - names the weights in the reason
 */
export function joinReadings(
  rules: Reading,
  wishes: Probabilities,
  weightsId: string,
  context?: ReplyContext,
): Reading {
  const answersNotice = context?.last === 'notice' && rules.weak === true;
  const reading: Reading = answersNotice ? none(rules, `answers a notice (${rules.reason})`) : rules;
  const certainty = Math.round(100 * wishes.request) / 100;
  const by = `weights ${weightsId}`;
  // Whoever declines what a notice proposes sets no condition to our messages.
  const doubt = answersNotice ? wishes.request : doubtOf(wishes);
  if (isOptOut(reading)) {
    if (reading.weak || doubt >= DISPUTED_BELOW[reading.tier]) return { ...reading, certainty };
    const disputed = waiting(
      reading,
      certainty,
      `${reading.reason}; disputed by ${by}: ${percent(wishes.request)} a request`,
    );
    return wishes.start < START_FROM
      ? disputed
      : { ...disputed, tier: 'start', reason: `${disputed.reason}, ${percent(wishes.start)} a wish to receive texts` };
  }
  if (wishes.request >= OPT_OUT_FROM) {
    // Where the rules saw something that it may be about instead, the weights are never as sure as a person would be.
    const isSure = wishes.request >= CLEAR_FROM && reading.tier === 'none' && !reading.keyword && !reading.unclassified;
    const tier: Tier = isSure ? 'clear' : 'likely';
    return {
      ...strip(reading),
      tier,
      certainty,
      reason: `${percent(wishes.request)} a request by ${by}; rules: ${reading.reason}`,
    };
  }
  if (doubt >= ASK_FROM)
    return waiting(
      reading,
      certainty,
      `uncertain, ${percent(wishes.request)} a request by ${by}; rules: ${reading.reason}`,
    );
  if (reading.unclassified) return { ...reading, certainty };
  if (reading.tier === 'start') return { ...reading, unclassified: 'start', certainty };
  if (reading.tier === 'none' && wishes.start >= START_FROM)
    return {
      ...reading,
      tier: 'start',
      unclassified: 'start',
      certainty,
      reason: `${percent(wishes.start)} a wish to receive texts by ${by}`,
    };
  if (reading.tier === 'none' && wishes.complaint >= ANSWER_FROM)
    return { ...reading, tier: 'report', certainty, reason: `${percent(wishes.complaint)} a complaint by ${by}` };
  for (const tier of ['contact', 'help'] as const)
    if (reading.tier === 'none' && wishes[tier] >= ANSWER_FROM)
      return { ...reading, tier, certainty, reason: `${percent(wishes[tier])} a question by ${by}` };
  return { ...reading, certainty };
}

const isOptOut = (reading: Reading): reading is Reading & { tier: OptOutTier } => optsOut(reading.tier);

/** Keeps flags about the person; drops findings about a request. */
function strip({ flag, stopAll, wrongPerson }: Reading): Pick<Reading, 'flag' | 'stopAll' | 'wrongPerson'> {
  return { ...(flag && { flag }), ...(stopAll && { stopAll }), ...(wrongPerson && { wrongPerson }) };
}

const none = (reading: Reading, reason: string): Reading => ({ ...strip(reading), tier: 'none', reason });

const waiting = (reading: Reading, certainty: number, reason: string): Reading => ({
  ...none(reading, reason),
  unclassified: 'request',
  certainty,
});

/** A reply in which neither sees a request but for an earlier one of the same person. */
export const askAgain = (reading: Reading, weightsId: string): Reading =>
  waiting(
    reading,
    reading.certainty ?? 0,
    `perhaps a request again, by weights ${weightsId}; rules: ${reading.reason}`,
  );
