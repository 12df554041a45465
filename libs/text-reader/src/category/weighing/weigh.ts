import { type Feature, featuresOf, bucketsOfWord } from './features';
import { type Model, knowsWord, logOdds, textOdds, windowsOf } from './model';
import { type Token, tokensOf } from './tokens';

/** Words of a text, in plain form, and the log-odds that they add for an advert, or take. */
export interface Weighed {
  words: string;
  weight: number;
}

export interface Weighing {
  /** Log-odds of the whole text, of its strongest window and of the mean one. */
  odds: readonly [whole: number, most: number, mean: number];
  /** Log-odds that it is of service. */
  service: number;
  /** Strongest first. */
  words: { speakFor: Weighed[]; speakAgainst: Weighed[] };
  /** Share of its words that were learnt; 1 for a text without words. */
  known: number;
}

/** Maximum of words reported for each side. */
const MAX_REPORTED = 3;
/** Weights below it are not reported. */
const MIN_REPORTED_WEIGHT = 0.05;
const MAX_REPORTED_WORDS = 6;

/**
 * @param plain - as `plainText` makes it
 * @param names - words of the names in it, in their order
 */
export function weigh(plain: string, model: Model, names: readonly string[] = []): Weighing {
  const tokens = tokensOf(plain);
  const features = featuresOf(tokens, (bucket) => knowsWord(model, bucket), names);
  const windows = windowsOf(features, tokens.length);
  const { odds, strongest } = textOdds(model, features, windows);
  const [ofWhole = 0, ofMost = 0] = model.together.weights;
  const shares = new Float64Array(tokens.length);
  share(shares, features, model.whole.weights, model, ofWhole);
  share(shares, strongest, model.window.weights, model, ofMost);
  return {
    odds,
    service: logOdds(model.service, model.rarity, features),
    words: { speakFor: reportedOf(plain, tokens, shares, 1), speakAgainst: reportedOf(plain, tokens, shares, -1) },
    known: knownShare(tokens, model),
  };
}

/** Adds what each feature weighs to its tokens, in equal parts. */
function share(
  shares: Float64Array,
  features: readonly Feature[],
  weights: ArrayLike<number>,
  { rarity }: Model,
  times: number,
): void {
  let square = 0;
  for (const { bucket } of features) square += (rarity[bucket] ?? 0) ** 2;
  if (square === 0) return;
  const unit = times / Math.sqrt(square);
  for (const { bucket, first, last } of features) {
    const part = ((weights[bucket] ?? 0) * (rarity[bucket] ?? 0) * unit) / (last - first + 1);
    for (let at = first; at <= last; at += 1) shares[at] = (shares[at] ?? 0) + part;
  }
}

/** Neighbouring words that speak for the same side, reported together. */
function reportedOf(plain: string, tokens: readonly Token[], shares: Float64Array, sign: 1 | -1): Weighed[] {
  const reported: Weighed[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const first = at;
    let weight = 0;
    while (at < tokens.length && at - first < MAX_REPORTED_WORDS && (shares[at] ?? 0) * sign > MIN_REPORTED_WEIGHT) {
      weight += shares[at] ?? 0;
      at += 1;
    }
    if (at > first) reported.push({ words: plain.slice(tokens[first]?.from, tokens[at - 1]?.to), weight });
  }
  return reported.sort((one, other) => sign * (other.weight - one.weight)).slice(0, MAX_REPORTED);
}

/** A shorter one does not show its language. */
const WORD = /^\p{L}{2,}$/u;

function knownShare(tokens: readonly Token[], model: Model): number {
  const words = tokens.filter(({ word }) => WORD.test(word));
  if (words.length === 0) return 1;
  return words.filter(({ word }) => knowsWord(model, bucketsOfWord(word)[0])).length / words.length;
}
