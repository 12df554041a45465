/** Digits beside each other, as ASCII, and their position. */
export interface DigitGroup {
  /** ASCII. */
  digits: string;
  start: number;
  end: number;
  /** True if only separators are between it and the previous group. */
  isJoined: boolean;
}

/** Code points that people and programs put between two groups of a number. */
const MAX_SEPARATORS = 6;
const NUMERAL = /[\p{Nd}\p{No}]/u;
const DECIMAL = /\p{Nd}/u;
const LETTER = /\p{L}/u;
/** Maximum distance in UTF-16 units; a number may have several zeros in a row that are written as O. */
const NEAR = 24;
/** Latin, Greek and Cyrillic letters that are typed for a zero. */
const ZERO_LIKE = /[OoΟοОо]/u;

/** Every group of digits of a text, of any script, full width, circled or raised, and with the letter O for 0. */
export function digitGroups(text: string): DigitGroup[] {
  const groups: DigitGroup[] = [];
  let isOpen = false;
  let separators = 0;
  for (let at = 0; at < text.length;) {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    const end = at + character.length;
    const digit = digitOf(character) ?? (isZeroLike(text, at) ? '0' : undefined);
    const last = groups.at(-1);
    if (digit !== undefined) {
      if (last?.end === at) Object.assign(last, { digits: last.digits + digit, end });
      else groups.push({ digits: digit, start: at, end, isJoined: isOpen });
      isOpen = true;
      separators = 0;
    } else if (LETTER.test(character) || ++separators > MAX_SEPARATORS) isOpen = false;
    at = end;
  }
  return groups;
}

function digitOf(character: string): string | undefined {
  if (character >= '0' && character <= '9') return character;
  if (character < '\u0080' || !NUMERAL.test(character)) return undefined;
  const plain = character.normalize('NFKC');
  if (/^[0-9]$/.test(plain)) return plain;
  return DECIMAL.test(character) ? String(valueOf(character)) : undefined;
}

/** Decimal digits of a script follow each other from zero on. */
function valueOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  let below = 0;
  while (below < 60 && DECIMAL.test(String.fromCodePoint(code - below - 1))) below += 1;
  return below % 10;
}

/** An O in a word is a letter: one for a zero has other digits, or nothing, beside it. */
function isZeroLike(text: string, at: number): boolean {
  if (!ZERO_LIKE.test(text[at] ?? '')) return false;
  const isPart = (other: string | undefined) => other === undefined || !LETTER.test(other) || ZERO_LIKE.test(other);
  if (!isPart(text[at - 1]) || !isPart(text[at + 1])) return false;
  const around = text.slice(Math.max(0, at - NEAR), at + NEAR);
  return NUMERAL.test(around);
}
