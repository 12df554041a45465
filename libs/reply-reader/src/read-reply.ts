import { AGAIN_FROM, START_FROM, askAgain, joinReadings } from './join-readings';
import { type ParsedReply, type RulesReading, readByRules } from './read-by-rules';
import { bareRequestIn } from './beside/bare-request';
import { clausesOf } from './beside/clauses';
import { type Reading, mayAskToStop, optsOut } from './reading';
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

/** Joins the reading of a reply by the rules with that by the weights, unless the rules settle it; where it would be silent, its clauses are read. */
export function joinWeights(rules: RulesReading, country: string, context?: ReplyContext): Reading {
  const reading = joinWhole(rules, country, context);
  const isForwarded = rules.settled === true && reading.tier === 'report';
  // A person reads what waits, whatever for.
  if (!rules.parsed || isForwarded || reading.unclassified !== undefined || mayAskToStop(reading)) return reading;
  const asking = requestBeside(rules.parsed, country);
  if (asking === undefined) return reading;
  const reason = `asks beside something else: "${asking}"; ${reading.reason}`.slice(0, MAX_REASON);
  return { ...reading, tier: reading.tier === 'start' ? 'start' : 'none', unclassified: 'request', reason };
}

const MAX_REASON = 160;
/** Words of the shortest clause that the weights alone take for a request. */
const MIN_WORDS = 3;

/** Returns the word with which one clause asks us, whatever the others are about; empty if only the weights see it. */
function requestBeside(parsed: ParsedReply, country: string): string | undefined {
  for (const clause of clausesOf(parsed.voice.text)) {
    const rules = readByRules(clause, country);
    const isRequest = optsOut(rules.reading.tier);
    if (!isRequest && clause.split(' ').length < MIN_WORDS) continue;
    const alone = joinWhole(rules, country);
    const asks = isRequest ? mayAskToStop(alone) : optsOut(alone.tier);
    if (asks) return rules.reading.keyword ?? '';
  }
  return bareRequestIn(parsed);
}

function joinWhole({ reading, parsed, settled }: RulesReading, country: string, context?: ReplyContext): Reading {
  if (settled || !parsed) return reading;
  const { id } = loadReplyModel();
  const { askedBefore = false, ...now } = context ?? {};
  const weighed = toWeigh(parsed, reading, country, now);
  const joined = joinReadings(reading, weighReply(weighed), id, now);
  if (!askedBefore || joined.unclassified || optsOut(joined.tier)) return joined;
  const again = weighReply({ ...weighed, context });
  if (again.start >= START_FROM) return joinReadings(reading, again, id, context);
  return again.request >= AGAIN_FROM ? askAgain(joined, id) : joined;
}
