import { PLACES } from '../../../../apps/inbound-mo/src/reading/weighing/features';
import { WISHES } from '../../../../apps/inbound-mo/src/reading/weighing/model';
import type { WeighedExample } from './replies';
import { type ReplyExample, fitSoftmax } from './softmax';

/** A feature that one reply alone has tells nothing of others. */
const MIN_REPLIES = 2;
/** Chosen by holding out hands of the part `learn`; 3 and 10 are as good. */
const STRENGTH = 5;
const MAX_BYTE = 127;
const DECIMALS = 6;

export interface TrainedReplies {
  /** By place and wish, signed. */
  bytes: Uint8Array;
  scales: number[];
  biases: number[];
}

export function trainReplies(examples: readonly WeighedExample[]): TrainedReplies {
  const places = knownPlaces(examples);
  const numbers = new Int32Array(PLACES).fill(-1);
  places.forEach((place, number) => (numbers[place] = number));
  const outputs = WISHES.length;
  const { weights, biases } = fitSoftmax(
    examples.map((example) => numbered(example, numbers)),
    places.length,
    outputs,
    STRENGTH,
  );
  const scales = WISHES.map((_, wish) => {
    let largest = 0;
    for (let at = wish; at < weights.length; at += outputs) largest = Math.max(largest, Math.abs(weights[at] ?? 0));
    return Number((largest / MAX_BYTE).toPrecision(DECIMALS));
  });
  const table = new Int8Array(PLACES * outputs);
  places.forEach((place, number) => {
    for (let wish = 0; wish < outputs; wish += 1)
      table[place * outputs + wish] = Math.round((weights[number * outputs + wish] ?? 0) / (scales[wish] ?? 1));
  });
  return {
    bytes: new Uint8Array(table.buffer),
    scales,
    biases: Array.from(biases, (bias) => Number(bias.toPrecision(DECIMALS))),
  };
}

function knownPlaces(examples: readonly WeighedExample[]): number[] {
  const counts = new Uint16Array(PLACES);
  for (const { places } of examples) for (const place of places) counts[place]! += 1;
  const known: number[] = [];
  counts.forEach((count, place) => {
    if (count >= MIN_REPLIES) known.push(place);
  });
  return known;
}

/** Known places are numbered one after the other while the model is fitted. */
function numbered({ places, measures, wish, weight }: WeighedExample, numbers: Int32Array): ReplyExample {
  const known = Array.from(places.keys()).filter((at) => (numbers[places[at] ?? 0] ?? -1) >= 0);
  return {
    index: Int32Array.from(known, (at) => numbers[places[at] ?? 0] ?? 0),
    measure: Float32Array.from(known, (at) => measures[at] ?? 0),
    label: wish,
    weight,
  };
}
