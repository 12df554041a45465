import { IndexSet } from '@stopsms/kernel';
import { type Feature, BUCKETS } from './features';

// Linear models over the features of a text. `tools/train-reader` describes the file of weights.

/** Linear model: `weights` by bucket, each times the feature's own measure. */
export interface Linear {
  weights: ArrayLike<number>;
  bias: number;
}

export interface Model {
  /** Factor of a feature by its rarity, for each bucket: 0 for one that was never learnt. */
  rarity: ArrayLike<number>;
  /** Bit of each bucket: set if a word or stem of that bucket was learnt. */
  words: Uint8Array;
  /** The whole text: an advert or not. */
  whole: Linear;
  /** A few words of it: do they offer something. */
  window: Linear;
  /** The whole text: of service or not. */
  service: Linear;
  /** Model that combines whole text, strongest window, mean window and the findings of the rules. */
  together: { weights: readonly number[]; bias: number };
}

export const knowsWord = ({ words }: Pick<Model, 'words'>, bucket: number): boolean =>
  ((words[bucket >> 3] ?? 0) & (1 << (bucket & 7))) !== 0;

/** Tokens that are looked at together, and by how many the next ones begin later. */
export const WINDOW = 10;
const STEP = 5;

/** The first token of each window. */
function windowStarts(tokens: number): number[] {
  const starts = [0];
  for (let start = STEP; start < tokens - STEP; start += STEP) starts.push(start);
  return starts;
}

const met = new IndexSet(BUCKETS);

/** Log-odds by a linear model over the different features among these, their measures of length one. */
export function logOdds({ weights, bias }: Linear, rarity: ArrayLike<number>, features: readonly Feature[]): number {
  met.clear();
  let [sum, square] = [0, 0];
  for (const { bucket } of features) {
    const measure = rarity[bucket] ?? 0;
    if (measure === 0 || !met.add(bucket)) continue;
    sum += (weights[bucket] ?? 0) * measure;
    square += measure * measure;
  }
  return square === 0 ? bias : bias + sum / Math.sqrt(square);
}

/** The features that lie in each window: those of a text come in the order of their first tokens. */
export function windowsOf(features: readonly Feature[], tokens: number): Feature[][] {
  let from = 0;
  return windowStarts(tokens).map((start) => {
    while (from < features.length && (features[from]?.first ?? 0) < start) from += 1;
    const inside: Feature[] = [];
    for (let at = from; at < features.length; at += 1) {
      const feature = features[at];
      if (!feature || feature.first >= start + WINDOW) break;
      if (feature.last < start + WINDOW) inside.push(feature);
    }
    return inside;
  });
}

/** Log-odds of a text that it is an advert, by all of it and by its windows. */
export function textOdds(
  { rarity, whole, window }: Pick<Model, 'rarity' | 'whole' | 'window'>,
  features: readonly Feature[],
  windows: readonly Feature[][],
): { odds: readonly [whole: number, most: number, mean: number]; strongest: readonly Feature[] } {
  const each = windows.map((inside) => logOdds(window, rarity, inside));
  const most = Math.max(...each);
  const mean = each.reduce((sum, odds) => sum + odds, 0) / each.length;
  return { odds: [logOdds(whole, rarity, features), most, mean], strongest: windows[each.indexOf(most)] ?? [] };
}

export const TABLES = ['rarity', 'whole', 'window', 'service'] as const;

/** Content of the file beside the tables. */
export interface ModelFigures {
  scales: Record<(typeof TABLES)[number], number>;
  biases: { whole: number; window: number; service: number };
  together: { weights: number[]; bias: number };
}

/**
 * @param bytes - the four tables one after the other, each a signed byte for each bucket, times its scale; then the bits of the words and stems
 * @throws Error when the file is not of this length
 */
export function modelOf(bytes: Uint8Array, { scales, biases, together }: ModelFigures): Model {
  const size = TABLES.length * BUCKETS + BUCKETS / 8;
  if (bytes.length !== size) throw new Error(`Weights of ${bytes.length} bytes, not ${size}`);
  const table = (name: (typeof TABLES)[number]): Float32Array => {
    const at = TABLES.indexOf(name) * BUCKETS;
    const signed = new Int8Array(bytes.buffer, bytes.byteOffset + at, BUCKETS);
    return Float32Array.from(signed, (each) => each * scales[name]);
  };
  return {
    rarity: table('rarity'),
    words: bytes.subarray(TABLES.length * BUCKETS),
    whole: { weights: table('whole'), bias: biases.whole },
    window: { weights: table('window'), bias: biases.window },
    service: { weights: table('service'), bias: biases.service },
    together,
  };
}
