import { segment } from '@stopsms/kernel';
import { everydaySpelling } from '../cheaper-spelling';
import type { Span } from './plain-spans';

export interface CostlyCharacter {
  character: string;
  /** `ucs-2`: it alone makes all of the text UCS-2, with less than half the room. `two-units`: it takes the room of two. */
  why: 'ucs-2' | 'two-units';
  /** Parts that the text would take fewer if this character, wherever it is, was spelled `with`, or left out. */
  savesParts: number;
  /** Common spelling within GSM-7; empty for an invisible character, absent if there is none. */
  with?: string;
  places: Span[];
}

/** An editor marks no more, and a text of 10,000 emoji is to be answered at once. */
const MAX_POSITIONS = 200;
const MAX_CHARACTERS = 50;
const MARKS = /^[\p{M}\u200D\uFE00-\uFE0F]$/u;

/**
 * The characters that cost room, most parts first, then in the order of the text.
 * @param text - as it was written
 * @param mention - what will be put behind it
 */
export function costlyCharacters(text: string, mention: string): CostlyCharacter[] {
  const { encoding, parts } = segment(text + mention);
  const found = new Map<string, CostlyCharacter>();
  let from = 0;
  let positions = 0;
  for (const character of text) {
    const to = from + character.length;
    const why = whyOf(character, encoding);
    const known = why && found.get(character);
    if (known && positions < MAX_POSITIONS) known.places.push({ from, to });
    else if (why && !known && found.size < MAX_CHARACTERS) {
      const spelled = everydaySpelling(character);
      // What is spelled as it is has no other spelling: € is in GSM-7, and yet takes two.
      const other = spelled === character ? undefined : spelled;
      const costly = { character, why, savesParts: 0, ...(other !== undefined && { with: other }) };
      found.set(character, { ...costly, places: [{ from, to }] });
    }
    if (why) positions += 1;
    from = to;
  }
  for (const costly of found.values()) {
    const without = text.replaceAll(costly.character, costly.with ?? '') + mention;
    costly.savesParts = Math.max(0, parts.length - segment(without).parts.length);
  }
  return [...found.values()].sort((one, other) => other.savesParts - one.savesParts);
}

function whyOf(character: string, encoding: 'GSM-7' | 'UCS-2'): CostlyCharacter['why'] | undefined {
  const alone = segment(character);
  if (alone.encoding === 'UCS-2') return MARKS.test(character) && encoding === 'GSM-7' ? undefined : 'ucs-2';
  return encoding === 'GSM-7' && alone.units > 1 ? 'two-units' : undefined;
}
