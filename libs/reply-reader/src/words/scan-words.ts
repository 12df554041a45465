// Cuts plain text into words and pauses in one pass. No regular expression walks the text: a reply of any length takes linear time.

import { lettersForDigits } from './lookalikes';

export interface Word {
  /** Word as written. */
  readonly text: string;
  readonly kind: 'word' | 'digits';
  readonly joined: boolean;
}
export type Piece = Word | { readonly kind: 'pause' } | { readonly kind: 'end'; readonly asked: boolean };

/** Admits one letter, accent or digit of any script. */
const WORD_CHAR = /[\p{L}\p{M}\p{N}]/u;
/** Admits a sign or digit that may stand for a letter. */
const SUBSTITUTE = /[0-9$@?*^♥❤●•\ufffd]/;
/** Admits one sign that hides a letter. */
const ILLEGIBLE = /[?*^♥❤●•\ufffd]/g;
const MAX_BROKEN_WORD_LENGTH = 24;
const DIGIT_ZERO = 48;
const CONTRACTED = new Set(['t', 's', 'm', 're', 'll', 've', 'd']);

/**
 * @param isKnown - whether the lexicon has a lower-case word; decides if `arr?t` or `5top` is one word
 * @param withDigits - words that are written with digits, as Arabic in Latin letters is
 */
export function scanWords(text: string, isKnown: (word: string) => boolean, withDigits: ReadonlySet<string>): Piece[] {
  const pieces: Piece[] = [];
  const mayBeBroken = SUBSTITUTE.test(text);
  let joined = false;
  let at = 0;
  const push = (word: string) => {
    pieces.push({ text: word, kind: isDigit(word, 0) && isDigit(word, word.length - 1) ? 'digits' : 'word', joined });
    joined = false;
  };
  while (at < text.length) {
    const spelled = spelledWord(text, at, isKnown) ?? (mayBeBroken ? brokenWord(text, at, isKnown) : undefined);
    if (spelled) {
      push(spelled.word);
      at = spelled.end;
      continue;
    }
    if (isWordChar(text, at)) {
      const end = endOfWord(text, at, withDigits);
      const contracted = contraction(text, end);
      push(contracted ? text.slice(at, end) + contracted : text.slice(at, end));
      at = contracted ? end + 1 + contracted.length : end;
      continue;
    }
    const char = text[at] ?? '';
    if (char === '&' || (char === '+' && !isDigit(text, at + 1))) push(char === '&' ? 'and' : '+');
    if (char === '#' && pieces.length > 0 && !isWordChar(text, at + 1)) push('number');
    joined = char === '&' || (char === '-' && isWordChar(text, at - 1) && isWordChar(text, at + 1));
    // `m'?crire`: a letter that was lost asks nothing.
    const lost = char === '?' && isLetter(text, at + 1) && (isLetter(text, at - 1) || isApostrophe(text[at - 1]));
    if (lost) joined = false;
    else if ('.!?;\n'.includes(char)) endSentence(pieces, char === '?', isDigit(text, at - 1) && isDigit(text, at + 1));
    else if (isPause(text, at, char) && pieces.at(-1)?.kind === 'word') pieces.push({ kind: 'pause' });
    at += 1;
  }
  return pieces;
}

function endSentence(pieces: Piece[], asked: boolean, insideNumber: boolean): void {
  if (insideNumber) return;
  const last = pieces.at(-1);
  if (last?.kind === 'end') {
    if (asked && !last.asked) pieces[pieces.length - 1] = { kind: 'end', asked };
  } else pieces.push({ kind: 'end', asked });
}

function isPause(text: string, at: number, char: string): boolean {
  if (char === '-' || char === '–' || char === '—') return !isWordChar(text, at - 1) || !isWordChar(text, at + 1);
  // An opening sign is no pause: what is quoted belongs to the verb before it.
  return ',:()/"”»[]|'.includes(char);
}

/** Maximum of signs between two letters of a word that is spelled out. */
const MAX_GAP_LENGTH = 3;
/** Admits what is no sign between letters: an apostrophe begins another word. */
const NO_GAP = /['`\p{L}\p{M}\p{N}]/u;

/**
 * `S.T.O.P`, `s t o p`, `s/t/o/p`, `S - T - O - P`: single letters with the same signs between them, four at least that make
 * a known word; or an abbreviation, as `s.v.p.`, of which a dot ends no sentence.
 */
function spelledWord(
  text: string,
  at: number,
  isKnown: (word: string) => boolean,
): { word: string; end: number } | undefined {
  // Most letters have a letter beside them, and that is asked first.
  if (isWordChar(text, at + 1) || isWordChar(text, at - 1) || !isLetter(text, at)) return undefined;
  const gap = gapAfter(text, at);
  if (gap === '') return undefined;
  let word = text[at] ?? '';
  let end = at + 1;
  while (word.length < MAX_BROKEN_WORD_LENGTH && text.startsWith(gap, end)) {
    const next = end + gap.length;
    if (!isLetter(text, next) || isWordChar(text, next + 1)) break;
    word += text[next] ?? '';
    end = next + 1;
  }
  if (word.length >= 4 && isKnown(word.toLowerCase())) return { word, end };
  const abbreviated = gap === '.' && word.length >= 2 && text[end] === '.';
  return abbreviated ? { word, end: end + 1 } : undefined;
}

/** The signs up to the next letter; empty where there are none, or too many. */
function gapAfter(text: string, at: number): string {
  for (let length = 1; length <= MAX_GAP_LENGTH + 1; length += 1) {
    const char = text[at + length] ?? '';
    if (char === '') return '';
    if (isLetter(text, at + length)) return text.slice(at + 1, at + length);
    if (NO_GAP.test(char)) return '';
  }
  return '';
}

/** `ARR?T`, `$TOP`, `5t0p`: a word with a sign or digit where a letter was. */
function brokenWord(
  text: string,
  at: number,
  isKnown: (word: string) => boolean,
): { word: string; end: number } | undefined {
  if (isWordChar(text, at - 1)) return undefined;
  let end = at;
  let broken = false;
  while (end < text.length && end - at <= MAX_BROKEN_WORD_LENGTH) {
    if (isLetter(text, end)) end += 1;
    else if (isSubstitute(text, end)) {
      broken = true;
      end += 1;
    } else break;
  }
  if (!broken || end - at > MAX_BROKEN_WORD_LENGTH || end - at < 4) return undefined;
  const run = text.slice(at, end);
  const asLetters = lettersForDigits(run.toLowerCase());
  if (isKnown(asLetters)) return { word: asLetters, end };
  // "arre^t": the accent beside its letter; "arr^t": instead of it.
  for (const vowel of ['', ...'eaiou']) {
    const guess = run.toLowerCase().replace(ILLEGIBLE, vowel);
    if (isKnown(guess)) return { word: guess, end };
  }
  return undefined;
}

/** The letters after an apostrophe that belong to the word before: `don't`, `I'll`; not French `d'un`. */
function contraction(text: string, apostrophe: number): string | undefined {
  if (!isApostrophe(text[apostrophe]) || !isWordChar(text, apostrophe + 1)) return undefined;
  const end = endOfRun(text, apostrophe + 1);
  const tail = text.slice(apostrophe + 1, end).toLowerCase();
  return CONTRACTED.has(tail) ? text.slice(apostrophe + 1, end) : undefined;
}

/** `3afak`, `b9itch`: one word where it is one of these, else letters and digits are words of their own. */
function endOfWord(text: string, at: number, withDigits: ReadonlySet<string>): number {
  const end = endOfRun(text, at);
  // Most words end at a blank or a sign, which all stand before the digits.
  if (!(text.charCodeAt(end) >= DIGIT_ZERO) || !isWordChar(text, end) || isWordChar(text, at - 1)) return end;
  let whole = end;
  while (whole < text.length && whole - at <= MAX_BROKEN_WORD_LENGTH && isWordChar(text, whole)) whole += 1;
  return withDigits.has(text.slice(at, whole).toLowerCase()) ? whole : end;
}

function endOfRun(text: string, at: number): number {
  let end = at;
  const digits = isDigit(text, at);
  while (end < text.length && isWordChar(text, end) && isDigit(text, end) === digits) end += 1;
  return end;
}

const isApostrophe = (char: string | undefined): boolean => char === "'" || char === '`';
const isSubstitute = (text: string, at: number): boolean => {
  const char = text[at] ?? '';
  const inside = at > 0 && isLetter(text, at - 1) && isLetter(text, at + 1);
  return isDigit(text, at) || '$@'.includes(char) || (inside && '?*^♥❤●•\ufffd'.includes(char));
};

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

function isLetter(text: string, at: number): boolean {
  return isWordChar(text, at) && !isDigit(text, at);
}

function isWordChar(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (Number.isNaN(code)) return false;
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
  return WORD_CHAR.test(text[at] ?? '');
}
