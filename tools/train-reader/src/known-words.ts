import { BUCKETS, bucketsOfWord, type Token } from '@stopsms/text-reader/training';

/** A bit for each bucket of a word or stem. What one text alone has may be a name or a slip. */
export function knownWords(texts: readonly (readonly Token[])[]): Uint8Array {
  const counts = new Uint16Array(BUCKETS);
  for (const tokens of texts) {
    for (const bucket of new Set(tokens.flatMap(({ word }) => bucketsOfWord(word))))
      counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  const bits = new Uint8Array(BUCKETS / 8);
  counts.forEach((count, bucket) => {
    if (count > 1) bits[bucket >> 3] = (bits[bucket >> 3] ?? 0) | (1 << (bucket & 7));
  });
  return bits;
}
