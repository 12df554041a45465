import { z } from 'zod';
import { unlessThere } from './fields';

// Names that people give, and texts that they write. They appear in lists, mails, files, terminals and logs, where an invisible
// character makes one name look like another, or reverses the text that follows.

/** Zero-width joiner between two emoji, which combines them. */
const JOINS_EMOJI = String.raw`(?<=\p{Extended_Pictographic}[\u{FE0F}\u{1F3FB}-\u{1F3FF}]?)\u200D(?=\p{Extended_Pictographic})`;
/**
 * Control characters, lone surrogates, line and paragraph separators, and all characters without width: directions, joiners,
 * fillers. Variation selectors, which emoji and Japanese names contain, are allowed: they change only the preceding character.
 */
const HIDDEN = String.raw`[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]|(?!\p{Variation_Selector})\p{Default_Ignorable_Code_Point}`;
const UNSEEN = new RegExp(`(?!${JOINS_EMOJI})(?:${HIDDEN})`, 'u');
const UNSEEN_BUT_LINE_FEED = new RegExp(String.raw`(?!\n|${JOINS_EMOJI})(?:${HIDDEN})`, 'u');

const written = (most: number, what: string | undefined, unseen: RegExp, form: string) =>
  z
    .string(unlessThere(what))
    .trim()
    .overwrite((text) => text.replaceAll('\r\n', '\n').normalize('NFC'))
    .min(1)
    .max(most)
    .superRefine((text, context) => {
      const found = unseen.exec(text);
      if (found) context.addIssue({ code: 'custom', message: `must be ${form}: it holds ${codePoint(found[0])}` });
    });

const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/**
 * A name or another text of one line, in the composed form of Unicode. The OpenAPI document has no pattern for it.
 * @param what - explanation of a missing field
 */
export const nameField = (most: number, what?: string) =>
  written(most, what, UNSEEN, 'one line of characters that show');

/**
 * A text that may have several lines: reasons, wordings. Lines end with a line feed alone.
 * @param what - explanation of a missing field
 */
export const wordsField = (most: number, what?: string) =>
  written(most, what, UNSEEN_BUT_LINE_FEED, 'characters that show, and line feeds');
