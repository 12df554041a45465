import { foldLookAlikes, withoutInvisible } from '@stopsms/text-reader';

// `STOP 36180` and its spellings. What is accepted is strict; what is recognised in order to be refused with the right
// reason is wide.

/** `stop`, perhaps `sms`, a separator or none, then digits that end the text, with one full stop allowed. */
const LAST_CODE = /stop(?: ?sms)?( ?: ?| au | to | )?(\d{2,8})\.?$/iu;
/** The same with a whole code, anywhere. */
const CODES = /(?<![\p{L}\p{N}-])stop(?: ?sms)?(?: ?: ?| au | to | )?(\d{5})(?!\d)/giu;
/** Characters allowed before the word. */
const BEFORE = /^$|[\s.!?…;,)\]]$/u;
const PART_OF_A_WORD = /[\p{L}\p{N}-]$/u;

/** White space that pushes the mention out of sight. */
const LINE_BREAKS = /\r\n?|\n/g;
const MAX_LINE_BREAKS = 2;
const MAX_SPACES = 10;

/**
 * The word with look-alike or spaced letters, then five digits with signs between, or with the letters O, I, L for
 * digits: `S.T.O.P 36180`, `ST0P 36180`, `STOP 36 180`, `STOP  36l80`.
 */
const DISGUISED =
  /(?<![a-z0-9-])[s5$][\s.*_-]?[t7][\s.*_-]?[o0][\s.*_-]?p(?: ?sms)?[^a-z0-9]{0,4}(?:(?:par sms )?(?:au|to|le)[^a-z0-9]{0,3})?(?:[\doil][\s.-]?){4}[\doil](?![\da-z])/;
const DISGUISE_LOOKED_AT = 120;

export interface CodeMention {
  code: string;
  /** There is a separator before the word and before the code. */
  separated: boolean;
  /** Blank lines or many spaces stand before it. */
  pushedAway: boolean;
}

/** The code mention that ends the text; undefined when the text ends otherwise. */
export function lastCode(trimmed: string): CodeMention | undefined {
  const found = LAST_CODE.exec(trimmed.slice(-MAX_MENTION_LENGTH));
  if (!found) return undefined;
  const [mention, separator, code = ''] = found;
  const before = trimmed.slice(0, trimmed.length - mention.length);
  if (PART_OF_A_WORD.test(before) && !mention.startsWith('STOP')) return undefined;
  const looked = before.slice(-BLANK_LOOKED_AT);
  const blank = looked.slice(looked.trimEnd().length);
  return {
    code,
    separated: separator !== undefined && BEFORE.test(before),
    pushedAway: blank.length > MAX_SPACES || (blank.match(LINE_BREAKS) ?? []).length > MAX_LINE_BREAKS,
  };
}
const MAX_MENTION_LENGTH = 30;
const BLANK_LOOKED_AT = 40;

/** Every whole code that follows the word, in order. */
export const codesAfterStop = (text: string): string[] => [...text.matchAll(CODES)].map(([, code = '']) => code);

/** True when a mention is there for the eye only, or written so that a phone does not make it a reply. */
export function isDisguised(text: string): boolean {
  const tail = foldLookAlikes(withoutInvisible(text.normalize('NFKC'))).slice(-DISGUISE_LOOKED_AT);
  return DISGUISED.test(tail.toLowerCase().normalize('NFD').replace(/\p{M}/gu, ''));
}
