import { type Feature, PLACES } from './features';

// Linear models over the features of a text. What is in the file of weights, is told by `tools/train-reader`.

/** How a linear model weighs: `weights` by place, each times the feature's own measure. */
export interface Linear {
  weights: ArrayLike<number>;
  bias: number;
}

export interface Model {
  /** Of each place, how much a feature counts by how rare it is: 0 for one that was never learnt. */
  rarity: ArrayLike<number>;
  /** Of each place, a bit: whether a word or stem of that place was ever learnt. */
  words: Uint8Array;
  /** The whole text: an advert or not. */
  whole: Linear;
  /** A few words of it: do they offer something. */
  window: Linear;
  /** The whole text: of service or not. */
  service: Linear;
  /** How whole, strongest window, mean window and what the rules found are put together. */
  together: { weights: readonly number[]; bias: number };
}

export const knowsWord = ({ words }: Pick<Model, 'words'>, place: number): boolean =>
  ((words[place >> 3] ?? 0) & (1 << (place & 7))) !== 0;

/** Tokens that are looked at together, and by how many the next ones begin later. */
export const WINDOW = 10;
const STEP = 5;

/** The first token of each window. */
function windowStarts(tokens: number): number[] {
  const starts = [0];
  for (let start = STEP; start < tokens - STEP; start += STEP) starts.push(start);
  return starts;
}

/** Of each place, in which call it was met last: cheaper than a set for each of the many windows. */
const met = new Uint32Array(PLACES);
let call = 0;

/** Log-odds by a linear model over the different features among these, their measures of length one. */
export function logOdds({ weights, bias }: Linear, rarity: ArrayLike<number>, features: readonly Feature[]): number {
  call = (call + 1) >>> 0;
  if (call === 0) {
    met.fill(0);
    call = 1;
  }
  let [sum, square] = [0, 0];
  for (const { place } of features) {
    const measure = rarity[place] ?? 0;
    if (measure === 0 || met[place] === call) continue;
    met[place] = call;
    sum += (weights[place] ?? 0) * measure;
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

/** What the file beside the tables tells of them. */
export interface ModelFigures {
  scales: Record<(typeof TABLES)[number], number>;
  biases: { whole: number; window: number; service: number };
  together: { weights: number[]; bias: number };
}

/**
 * @param bytes - the four tables one after the other, each a signed byte for each place, times its scale; then the bits of the words and stems
 * @throws Error when the file is not of this length
 */
export function modelOf(bytes: Uint8Array, { scales, biases, together }: ModelFigures): Model {
  const size = TABLES.length * PLACES + PLACES / 8;
  if (bytes.length !== size) throw new Error(`Weights of ${bytes.length} bytes, not ${size}`);
  const table = (name: (typeof TABLES)[number]): Float32Array => {
    const at = TABLES.indexOf(name) * PLACES;
    const signed = new Int8Array(bytes.buffer, bytes.byteOffset + at, PLACES);
    return Float32Array.from(signed, (each) => each * scales[name]);
  };
  return {
    rarity: table('rarity'),
    words: bytes.subarray(TABLES.length * PLACES),
    whole: { weights: table('whole'), bias: biases.whole },
    window: { weights: table('window'), bias: biases.window },
    service: { weights: table('service'), bias: biases.service },
    together,
  };
}
