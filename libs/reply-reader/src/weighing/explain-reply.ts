import { type RulesReading, readByRules } from '../read-by-rules';
import type { ReplyContext } from '../reply-context';
import { toWeigh, weighReply } from './weigh-reply';

/** A word of a reply, and the log-odds of a request to stop that it adds, or takes where negative. */
interface WeighedWord {
  word: string;
  weight: number;
}

interface StrongestWords {
  /** Strongest first. */
  speakFor: WeighedWord[];
  speakAgainst: WeighedWord[];
}

const MAX_SHOWN = 3;
const MIN_SHOWN = 0.3;
/** Each word costs a reading of the rest. */
const MAX_WORDS = 60;
const WORD = /[\p{L}\p{N}'’]+/gu;
const MIN_PROBABILITY = 1e-6;

/**
 * Words that move the weights most: each is left out in turn, and the rest read again, by rules and weights.
 * @param rules - reading of the whole text
 * @returns undefined where the form of the reply decides alone, or it has too many words
 */
export function explainReply(
  text: string,
  country: string,
  rules: RulesReading,
  context?: ReplyContext,
): StrongestWords | undefined {
  const whole = oddsOf(rules, country, context);
  const words = [...text.matchAll(WORD)];
  if (whole === undefined || words.length > MAX_WORDS) return undefined;
  const weighed = words.map(({ 0: word, index }) => {
    const rest = `${text.slice(0, index)}${text.slice(index + word.length)}`;
    return { word, weight: round(whole - (oddsOf(readByRules(rest, country), country, context) ?? whole)) };
  });
  const strongest = (sign: 1 | -1) =>
    weighed
      .filter(({ weight }) => sign * weight >= MIN_SHOWN)
      .sort((one, other) => sign * (other.weight - one.weight))
      .slice(0, MAX_SHOWN);
  return { speakFor: strongest(1), speakAgainst: strongest(-1) };
}

function oddsOf(
  { reading, parsed, settled }: RulesReading,
  country: string,
  context?: ReplyContext,
): number | undefined {
  if (settled || !parsed) return undefined;
  const { request } = weighReply(toWeigh(parsed, reading, country, context));
  const bounded = Math.min(Math.max(request, MIN_PROBABILITY), 1 - MIN_PROBABILITY);
  return Math.log(bounded / (1 - bounded));
}

const round = (weight: number): number => Math.round(100 * weight) / 100;
