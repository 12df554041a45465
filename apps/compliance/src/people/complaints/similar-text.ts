import { distance } from 'fastest-levenshtein';

/** Least part of the longer text that two must have in common (docs/law/complaints.md#whose-it-is). */
const SIMILARITY = 0.85;

/**
 * True if two texts, both from `comparableText`, are similar: one minus the
 * Levenshtein distance, in UTF-16 units, over the length of the longer is at least 0.85. Two empty texts are not alike: they
 * say nothing.
 */
export function isSimilar(one: string, other: string): boolean {
  const { shortest, longest } = similarLengths(Math.max(one.length, 1));
  if (other.length < shortest || other.length > longest || one.length === 0) return false;
  return one === other || distance(one, other) <= allowed(Math.max(one.length, other.length));
}

/** Lengths of texts that can be similar to one of `length`; none other needs comparing. */
export const similarLengths = (length: number): { shortest: number; longest: number } => ({
  shortest: Math.ceil(length * SIMILARITY - ROUNDING),
  longest: Math.floor(length / SIMILARITY + ROUNDING),
});

const ROUNDING = 1e-9;
const allowed = (length: number): number => Math.floor(length * (1 - SIMILARITY) + ROUNDING);
