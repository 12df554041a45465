import { createHash } from 'node:crypto';
import { segment } from '@stopsms/kernel';

/** Mention of a code at the end of an advert, in the forms that providers append it in; a link is never theirs. */
const MENTION = /(?<![\s.,;:])[\s.,;:]+STOP(?: SMS)?(?: AU)? \d{5}\.?\s*$/i;

/**
 * Returns an advert without its STOP mention, for a provider that appends one itself: a text never has two. Undefined if it does not
 * end with a mention that providers append: it is sent as it is.
 */
export function withoutMention(text: string): string | undefined {
  const found = MENTION.exec(text);
  return found && found.index > 0 ? text.slice(0, found.index) : undefined;
}

/** True if the provider sent the text that was checked and sealed, spaces and full stops around the mention aside. */
export const isSameText = (sent: string, ours: string): boolean => comparable(sent) === comparable(ours);

/** Digest by which texts are the same as by `isSameText`. */
export const textDigest = (text: string): string =>
  createHash('sha256').update(comparable(text)).digest('base64url').slice(0, 22);

/** Parts of an advert once the provider has appended its mention. @param characters - of the mention, with the space before it */
export const partsWith = (text: string, characters: number): number =>
  segment(text + '0'.repeat(characters)).parts.length;

const comparable = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\s.,;:]+/g, ' ')
    .trim()
    .toLowerCase();
