import { BUCKETS, type Feature } from '@stopsms/text-reader/training';
import { type Example, type Fitted, fitLogistic, oddsOf } from './logistic';
import type { Labelled } from './texts';

// Three models of one training: the whole text, its windows, and whether it is of service. Of a window nobody said whether it
// offers something. In a text that is no advert none does; in an advert at least one does, and that one is found by turns: the model
// says which, and learns from what it said.

/** Texts that must have a feature: one alone is no evidence. */
const MIN_TEXTS = 2;
const WHOLE_STRENGTH = 20;
const WINDOW_STRENGTH = 10;
const SERVICE_STRENGTH = 10;
const TURNS = 2;
/** A window of an advert that is not the one may still offer something: it counts half as one that does not. */
const OTHER_WINDOW = 0.5;
const SURE = 0.95;

export interface Trained {
  rarity: Float64Array;
  whole: Fitted;
  window: Fitted;
  service: Fitted;
}

export function train(texts: readonly Labelled[]): Trained {
  const rarity = rarityOf(texts);
  const label = ({ is }: Labelled): 0 | 1 => (is === 'marketing' ? 1 : 0);
  const fit = knownBuckets(rarity);
  const whole = fit(
    texts.map((text) => ({ ...measured(text.features, rarity), label: label(text), weight: text.weight })),
    WHOLE_STRENGTH,
  );
  const service = fit(
    texts.map(({ features, is }) => ({ ...measured(features, rarity), label: is === 'service' ? 1 : 0 })),
    SERVICE_STRENGTH,
  );
  return { rarity, whole, window: trainWindows(texts, rarity, label, fit), service };
}

type Fit = (examples: readonly Example[], strength: number) => Fitted;

/** Most buckets are never learnt: the others are numbered one after the other while a model is fitted. */
function knownBuckets(rarity: Float64Array): Fit {
  const numbers = new Int32Array(BUCKETS).fill(-1);
  const buckets: number[] = [];
  rarity.forEach((each, bucket) => {
    if (each > 0) numbers[bucket] = buckets.push(bucket) - 1;
  });
  return (examples, strength) => {
    const numbered = examples.map(({ index, measure, ...rest }) => ({
      ...rest,
      index: Int32Array.from(index, (bucket) => numbers[bucket] ?? 0),
      measure: Float64Array.from(measure),
    }));
    const { weights, bias } = fitLogistic(numbered, buckets.length, strength);
    const spread = new Float64Array(BUCKETS);
    buckets.forEach((bucket, number) => (spread[bucket] = weights[number] ?? 0));
    return { weights: spread, bias };
  };
}

function trainWindows(
  texts: readonly Labelled[],
  rarity: Float64Array,
  labelOf: (text: Labelled) => 0 | 1,
  fit: Fit,
): Fitted {
  const all = texts.map((text) => ({
    label: labelOf(text),
    weight: text.weight,
    windows: text.windows.map((each) => measured(each, rarity)),
  }));
  let fitted = fit(
    all.flatMap(({ label, weight, windows }) => windows.map((each) => ({ ...each, label, weight }))),
    WINDOW_STRENGTH,
  );
  for (let turn = 0; turn < TURNS; turn += 1) {
    const now = fitted;
    const examples = all.flatMap(({ label, weight, windows }): Example[] => {
      if (label === 0) return windows.map((each) => ({ ...each, label, weight }));
      const offers = windows.map((each) => 1 / (1 + Math.exp(-oddsOf(now, each))));
      const best = offers.indexOf(Math.max(...offers));
      return windows.flatMap((each, index): Example[] => {
        const offer = index === best ? 1 : (offers[index] ?? 0);
        const examples: Example[] = [];
        if (offer > 1 - SURE) examples.push({ ...each, label: 1, weight: weight * offer });
        if (offer < SURE) examples.push({ ...each, label: 0, weight: weight * (1 - offer) * OTHER_WINDOW });
        return examples;
      });
    });
    fitted = fit(examples, WINDOW_STRENGTH);
  }
  return fitted;
}

/** Rarity by bucket: the rarer a feature among texts, the higher. */
function rarityOf(texts: readonly Labelled[]): Float64Array {
  const counts = new Float64Array(BUCKETS);
  for (const { features } of texts)
    for (const bucket of new Set(features.map((each) => each.bucket))) counts[bucket]! += 1;
  return counts.map((count) => (count < MIN_TEXTS ? 0 : Math.log((1 + texts.length) / (1 + count)) + 1));
}

/** The different features that are known, with measures of length one. */
function measured(features: readonly Feature[], rarity: ArrayLike<number>): Pick<Example, 'index' | 'measure'> {
  const index = [...new Set(features.map(({ bucket }) => bucket))].filter((bucket) => (rarity[bucket] ?? 0) > 0);
  const raw = index.map((bucket) => rarity[bucket] ?? 0);
  const length = Math.sqrt(raw.reduce((sum, each) => sum + each * each, 0)) || 1;
  return { index, measure: raw.map((each) => each / length) };
}
