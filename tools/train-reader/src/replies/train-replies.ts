import { SLOTS, WISHES } from '@stopsms/reply-reader/training';
import type { WeighedExample } from './replies';
import { type ReplyExample, fitSoftmax } from './softmax';

/** Replies that must have a feature: one alone is no evidence. */
const MIN_REPLIES = 2;
/** Chosen by holding out hands of the part `learn`; 3 and 10 are as good. */
const STRENGTH = 5;
const MAX_BYTE = 127;
const DECIMALS = 6;

export interface TrainedReplies {
  /** Signed weights, by slot and wish. */
  bytes: Uint8Array;
  scales: number[];
  biases: number[];
}

export function trainReplies(examples: readonly WeighedExample[]): TrainedReplies {
  const slots = trainedSlots(examples);
  const numbers = new Int32Array(SLOTS).fill(-1);
  slots.forEach((slot, number) => (numbers[slot] = number));
  const outputs = WISHES.length;
  const { weights, biases } = fitSoftmax(
    examples.map((example) => numbered(example, numbers)),
    slots.length,
    outputs,
    STRENGTH,
  );
  const scales = WISHES.map((_, wish) => {
    let largest = 0;
    for (let at = wish; at < weights.length; at += outputs) largest = Math.max(largest, Math.abs(weights[at] ?? 0));
    return Number((largest / MAX_BYTE).toPrecision(DECIMALS));
  });
  const table = new Int8Array(SLOTS * outputs);
  slots.forEach((slot, number) => {
    for (let wish = 0; wish < outputs; wish += 1)
      table[slot * outputs + wish] = Math.round((weights[number * outputs + wish] ?? 0) / (scales[wish] ?? 1));
  });
  return {
    bytes: new Uint8Array(table.buffer),
    scales,
    biases: Array.from(biases, (bias) => Number(bias.toPrecision(DECIMALS))),
  };
}

function trainedSlots(examples: readonly WeighedExample[]): number[] {
  const counts = new Uint16Array(SLOTS);
  for (const { slots } of examples) for (const slot of slots) counts[slot]! += 1;
  const known: number[] = [];
  counts.forEach((count, slot) => {
    if (count >= MIN_REPLIES) known.push(slot);
  });
  return known;
}

/** Known slots are numbered one after the other while the model is fitted. */
function numbered({ slots, measures, wish, weight }: WeighedExample, numbers: Int32Array): ReplyExample {
  const known = Array.from(slots.keys()).filter((at) => (numbers[slots[at] ?? 0] ?? -1) >= 0);
  return {
    index: Int32Array.from(known, (at) => numbers[slots[at] ?? 0] ?? 0),
    measure: Float32Array.from(known, (at) => measures[at] ?? 0),
    label: wish,
    weight,
  };
}
