import { segment } from '@stopsms/kernel';
import type { Reason } from '../../reasons/reason-codes';
import type { TextAssessment } from '../assess-text';
import type { SignalCode } from '@stopsms/text-reader';
import { type CostlyCharacter, costlyCharacters } from './costly-characters';
import { type Span, spanOf, plainSpans } from './plain-spans';

// What is found of a text, as an editor marks it while somebody writes.

export interface EditorView {
  /** Spans of the parts of the text as it would be sent, its mention included. */
  parts: Span[];
  costly: CostlyCharacter[];
  mention: {
    isThere: boolean;
    /** Mention to append; absent where there is one, none is needed, or appending is not enough. */
    append?: string;
    /** Length in characters, actual or proposed. */
    characters: number;
  };
  /** Words that decided the category, in the order of the text; words without a position are omitted. */
  words: ({ code: SignalCode; speaks: 'for' | 'against'; weight: number } & Span)[];
  /** Proposals, each by itself: never applied. */
  fixes: Fix[];
}

export interface Fix {
  replaceFrom: number;
  replaceTo: number;
  with: string;
  /** The code of what it mends, or CHEAPER_SPELLING. */
  why: Reason['code'] | 'ADVERTISER_UNNAMED' | 'CHEAPER_SPELLING';
  savesParts?: number;
}

interface Viewed extends Pick<TextAssessment, 'mention' | 'category' | 'cheaperSpelling'> {
  reasons: readonly { code: string }[];
}

/** Longer than any text that is accepted; nobody writes it by hand. */
const MAX_VIEWED_LENGTH = 2_000;
/** `STOP 36180`, `Stop s.example.fr/u/…`, with the characters before it. */
const MENTION = /(?<!\s)\s*(?<!\S)\S{2,20} (?:(?:au|to|:) )?\S+$/u;
const MAX_MENTION_LENGTH = 300;
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Pure, in some hundredths of a millisecond for each character at most.
 * @param text - as it was written
 * @param viewed - what was found of it
 * @param inserted - the text with the mention that will be put behind it, if one will be
 * @param name - of the advertiser, if there is one
 */
export function editorView(text: string, viewed: Viewed, inserted?: string, name?: string): EditorView {
  const { mention, category, cheaperSpelling } = viewed;
  const appended = inserted?.startsWith(text) ? inserted.slice(text.length) : '';
  const proposed = mention.fix?.startsWith(text.trimEnd()) ? mention.fix.slice(text.trimEnd().length) : undefined;
  const own = mention.verdict === 'accept' ? (MENTION.exec(text.trimEnd().slice(-MAX_MENTION_LENGTH))?.[0] ?? '') : '';
  const append = appended || proposed;
  const whole = text.length <= MAX_VIEWED_LENGTH ? text : text.slice(0, MAX_VIEWED_LENGTH);
  const plain = plainSpans(whole);
  return {
    parts: partsOf(inserted ?? text),
    costly: costlyCharacters(whole, appended),
    mention: {
      isThere: mention.verdict === 'accept',
      ...(append && { append }),
      characters: (append ?? own).length,
    },
    words: category.signals
      .flatMap(({ code, weight, evidence }) => {
        const span = spanOf(plain, evidence);
        return span ? [{ code, weight, speaks: weight < 0 ? ('against' as const) : ('for' as const), ...span }] : [];
      })
      .sort((one, other) => one.from - other.from || other.to - one.to),
    fixes: [
      ...nameFix(viewed, name),
      ...surrogateFix(text),
      ...(mention.fix === undefined
        ? []
        : [{ ...difference(text, mention.fix), why: mention.code ?? 'MENTION_MISSING' }]),
      ...(cheaperSpelling
        ? [
            {
              ...difference(text, cheaperSpelling.text),
              why: 'CHEAPER_SPELLING' as const,
              savesParts: cheaperSpelling.savedParts,
            },
          ]
        : []),
    ],
  };
}

function partsOf(text: string): Span[] {
  let from = 0;
  return segment(text).parts.map((part) => ({ from, to: (from += part.length) }));
}

/**
 * Returns the smallest replacement that turns one text into the other, without half a character. A word or a number
 * is replaced as a whole: "36200 by 36180" says more than "200 by 180".
 */
function difference(text: string, wanted: string): Pick<Fix, 'replaceFrom' | 'replaceTo' | 'with'> {
  const most = Math.min(text.length, wanted.length);
  let from = 0;
  while (from < most && text[from] === wanted[from]) from += 1;
  if (isSurrogate(text[from - 1])) from -= 1;
  let tail = 0;
  while (tail < most - from && text.at(-1 - tail) === wanted.at(-1 - tail)) tail += 1;
  if (isSurrogate(text[text.length - tail])) tail -= 1;
  tail = Math.max(0, tail);
  if (from < text.length - tail && from < wanted.length - tail) {
    while (isInWord(text, from)) from -= 1;
    while (isInWord(text, text.length - tail)) tail -= 1;
  }
  return { replaceFrom: from, replaceTo: text.length - tail, with: wanted.slice(from, wanted.length - tail) };
}

const WORD = /[\p{L}\p{N}]/u;
/** This span has a letter or digit on both sides. */
const isInWord = (text: string, at: number): boolean => WORD.test(text[at - 1] ?? '') && WORD.test(text[at] ?? '');

const isSurrogate = (unit: string | undefined): boolean => unit !== undefined && /[\uD800-\uDFFF]/.test(unit);

function nameFix({ reasons }: Viewed, name: string | undefined): Fix[] {
  if (name === undefined || !reasons.some(({ code }) => code === 'ADVERTISER_UNNAMED')) return [];
  return [{ replaceFrom: 0, replaceTo: 0, with: `${name} : `, why: 'ADVERTISER_UNNAMED' }];
}

function surrogateFix(text: string): Fix[] {
  const at = text.search(LONE_SURROGATE);
  return at < 0 ? [] : [{ replaceFrom: at, replaceTo: at + 1, with: '', why: 'TEXT_LONE_SURROGATE' }];
}
