import { AGAIN_FROM, START_FROM, askAgain, joinReadings } from './join-readings';
import { type RulesReading, readByRules } from './read-by-rules';
import { type Reading, optsOut } from './reading';
import type { ReplyContext } from './reply-context';
import { loadReplyModel } from './weighing/load-model';
import { toWeigh, weighReply } from './weighing/weigh-reply';

/**
 * Reads what the sender of a reply wants of our messages: by its form if that settles it, else by the rules and the weights.
 * @param text - the reply as decoded; any length, read in linear time; never throws
 * @param country - ISO 3166-1 alpha-2 of the number that answered, upper case
 * @param context - circumstances, if known
 */
export function readReply(text: string, country: string, context?: ReplyContext): Reading {
  return joinWeights(readByRules(text, country), country, context);
}

/** Joins the reading of a reply by the rules with that by the weights, unless the rules settle it. */
export function joinWeights(
  { reading, parsed, settled }: RulesReading,
  country: string,
  context?: ReplyContext,
): Reading {
  if (settled || !parsed) return reading;
  const { id } = loadReplyModel();
  const { askedBefore = false, ...now } = context ?? {};
  const weighed = toWeigh(parsed, reading, country, now);
  const joined = joinReadings(reading, weighReply(weighed), id, now);
  if (!askedBefore || joined.waits || optsOut(joined.tier)) return joined;
  const again = weighReply({ ...weighed, context });
  if (again.start >= START_FROM) return joinReadings(reading, again, id, context);
  return again.request >= AGAIN_FROM ? askAgain(joined, id) : joined;
}
