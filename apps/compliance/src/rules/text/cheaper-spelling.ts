import { type Segments, segment } from '@stopsms/kernel';

// One letter outside GSM-7 makes a text UCS-2, which has less than half the room, so that `ê` can cost a part or more.
// The spelling that avoids it is shown with what it saves, and never sent unless the customer sends it
// (docs/law/mention.md#length).

export interface CheaperSpelling {
  /** The text respelled, without the mention if that is to be inserted. */
  text: string;
  encoding: Segments['encoding'];
  /** Parts it takes with its mention. */
  parts: number;
  savedParts: number;
  /** Replacements, each once, in the order of the text. */
  replaced: { from: string; to: string }[];
}

/** Spellings besides letters without their accents: typographic signs and ligatures. */
const SPELLINGS: Readonly<Record<string, string>> = {
  œ: 'oe',
  Œ: 'OE',
  '’': "'",
  '‘': "'",
  ʼ: "'",
  '`': "'",
  '´': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '…': '...',
  '–': '-',
  '—': '-',
  '‐': '-',
  '‑': '-',
  '−': '-',
  '•': '-',
  '·': '-',
  '°': 'o',
  '²': '2',
  '³': '3',
  '×': 'x',
  '\t': ' ',
  ł: 'l',
  Ł: 'L',
  '№': 'no',
  '™': 'TM',
  '®': '(R)',
  '©': '(C)',
  '‹': '<',
  '›': '>',
};
const SPACE = /^[\u00A0\u2000-\u200A\u202F\u205F\u3000]$/;
const INVISIBLE = /^[\p{Cf}\uFE00-\uFE0F]$/u;
const ACCENTS = /\p{M}/gu;
/** `« texte »`: the space inside goes with the sign. */
const QUOTES = /«[ \u00A0\u202F]?|[ \u00A0\u202F]?»/g;

/**
 * The same text spelled within GSM-7, when that takes fewer parts; undefined when it saves none, or when a character
 * (an emoji, another script) has no such spelling.
 * @param text - as the customer wrote it
 * @param measured - the same with the mention that will be inserted, or the same text
 */
export function cheaperSpelling(text: string, measured = text): CheaperSpelling | undefined {
  const before = segment(measured);
  if (before.encoding === 'GSM-7' || before.parts.length === 1) return undefined;
  const respelled = respell(measured);
  if (respelled === undefined) return undefined;
  const after = segment(respelled);
  const savedParts = before.parts.length - after.parts.length;
  const own = respell(text);
  if (savedParts <= 0 || own === undefined) return undefined;
  return { text: own, encoding: after.encoding, parts: after.parts.length, savedParts, replaced: replacements(text) };
}

function respell(text: string): string | undefined {
  let result = '';
  for (const character of text.normalize('NFC').replace(QUOTES, '"')) {
    const spelled = everydaySpelling(character);
    if (spelled === undefined) return undefined;
    result += spelled;
  }
  return result;
}

function replacements(text: string): { from: string; to: string }[] {
  const found = new Map<string, string>();
  for (const character of text.normalize('NFC')) {
    const to = everydaySpelling(character);
    if (to !== undefined && to !== character) found.set(character, to);
  }
  return [...found].map(([from, to]) => ({ from, to }));
}

/** One character within GSM-7, empty for an invisible one; undefined if there is no such spelling. */
export function everydaySpelling(character: string): string | undefined {
  if (isGsm7(character)) return character;
  if (SPACE.test(character)) return ' ';
  if (INVISIBLE.test(character)) return '';
  const bare = SPELLINGS[character] ?? character.normalize('NFD').replace(ACCENTS, '');
  return bare !== '' && isGsm7(bare) ? bare : undefined;
}

const isGsm7 = (text: string): boolean => segment(text).encoding === 'GSM-7';
