import { PLACES, placesOfWord } from '../../../apps/compliance/src/rules/text/category/weighing/features';
import type { Token } from '../../../apps/compliance/src/rules/text/category/weighing/tokens';

/** A bit for each place of a word or stem. What one text alone has may be a name or a slip. */
export function knownWords(texts: readonly (readonly Token[])[]): Uint8Array {
  const counts = new Uint16Array(PLACES);
  for (const tokens of texts) {
    for (const place of new Set(tokens.flatMap(({ word }) => placesOfWord(word))))
      counts[place] = (counts[place] ?? 0) + 1;
  }
  const bits = new Uint8Array(PLACES / 8);
  counts.forEach((count, place) => {
    if (count > 1) bits[place >> 3] = (bits[place >> 3] ?? 0) | (1 << (place & 7));
  });
  return bits;
}
