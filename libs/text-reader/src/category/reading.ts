import { plainText, readable } from '../plain-text';

/** One sentence: `accented` in lower case, `plain` without its accents. */
export interface Sentence {
  accented: string;
  plain: string;
}

/** Input of the detectors: one text, prepared once. */
export interface Reading {
  /** Look-alikes and invisible signs undone; case and accents kept. */
  readable: string;
  /** `readable` in lower case. */
  accented: string;
  /** Lower case, no accents, one space between words. */
  plain: string;
  /** Cut at full stops, question and exclamation marks and line breaks. */
  sentences: readonly Sentence[];
  /** `plain` with letters for the digits and signs that stand for them, spaced letters joined; undefined if no different. */
  undisguised: string | undefined;
  /** Words that mix Latin letters with look-alikes of other scripts: nobody types those by accident. */
  mixedWords: readonly string[];
}

/** Excludes the mention from the text. */
const MENTION_AT_END = /(?<!\s)\s*stop(?: ?sms)?(?: ?: ?| au | to | )?\d{5}\.?\s*$/i;
/** White space after the end of a sentence, not after a short form such as `Dr.`; line breaks. */
const SENTENCE_END = /(?<=[.!?;])(?<!(?<![a-z])(?:dr|m|mr|mrs|ms|mme|st|ste|no|ref|tel|av|bd)\.)\s+|[\r\n]+/;
/** Four or more single letters with the same kind of sign between: `s o l d e s`, `p.r.o.m.o`. */
const SPACED_WORD = /(?<![a-z0-9])[a-z0-9@$](?:[ ._*-][a-z0-9@$]){3,}(?![a-z0-9])/g;
/** A word with a digit or sign beside a letter. */
const WORD_WITH_SIGNS = /(?<![a-z0-9@$!|])[a-z0-9@$!|]*(?:[a-z][0-9@$!|]|[0-9@$|][a-z])[a-z0-9@$!|]*/g;
const LETTER_FOR: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'l',
};
const MIXED_SCRIPT =
  /(?<!\p{Script=Latin})\p{Script=Latin}*(?:\p{Script=Latin}[\p{Script=Cyrillic}\p{Script=Greek}]|[\p{Script=Cyrillic}\p{Script=Greek}]\p{Script=Latin})[\p{L}]*/gu;

export function readText(text: string): Reading {
  const body = text.replace(MENTION_AT_END, '');
  const plain = plainText(body);
  const shown = readable(body);
  const undisguised = undisguise(plain);
  return {
    readable: shown,
    accented: shown.toLowerCase(),
    plain,
    sentences: sentencesOf(shown.toLowerCase()),
    undisguised: undisguised === plain ? undefined : undisguised,
    mixedWords: body.match(MIXED_SCRIPT) ?? [],
  };
}

const sentencesOf = (lowerCase: string): Sentence[] =>
  lowerCase
    .split(SENTENCE_END)
    .map((sentence) => sentence.replace(/\s+/g, ' ').trim())
    .map((accented) => ({ accented, plain: plainText(accented) }))
    .filter(({ plain }) => plain !== '');

/** The disguised words of a text as they stand in it, with what they say. */
export const disguisesIn = (plain: string): { shown: string; said: string }[] =>
  [SPACED_WORD, WORD_WITH_SIGNS]
    .flatMap((shape) => plain.match(shape) ?? [])
    .map((shown) => ({ shown, said: undisguise(shown) }));

/** @param plain - as `plainText` makes it */
export function undisguise(plain: string): string {
  return plain
    .replace(SPACED_WORD, (word) => word.replace(/[ ._*-]/g, ''))
    .replace(WORD_WITH_SIGNS, (word) => word.replace(/[013457@$!|]/g, (sign) => LETTER_FOR[sign] ?? sign));
}
