import { readable } from '../plain-text';
import { type Piece, piecesOf } from './pieces';
import { NameContext, nameAt } from './name-slots';
import { numberAt } from './number-slots';

// Texts that differ only in numbers, dates, codes, links and names are one template, so that a person who decided on one of
// them is not asked about the next. What may stand in a slot is bounded, because a slot is where somebody would put an advert
// that nobody has read; whoever shares a decision compares besides what the reader finds in both texts.

/** Minimum of words outside the slots: a text of slots alone is like every other one. */
const MIN_FIXED_WORDS = 3;
/** Maximum of words of names in all slots of a text together. */
const MAX_NAME_WORDS = 6;
/** Longer texts are refused for their length. */
const LONGEST = 2_000;
const ACCENTS = /\p{M}/gu;

/**
 * The template of a text: lower case, no accents, slots in braces, e.g. `bonjour {name}, votre colis {number} est arrive`.
 * Pure; in time proportional to the length of the text.
 * @returns undefined where too little is left beside the slots
 */
export function templateOf(text: string): string | undefined {
  if (text.length > LONGEST) return undefined;
  const pieces = piecesOf(readable(text));
  const context = new NameContext(pieces);
  const out: string[] = [];
  let fixed = 0;
  let named = 0;
  for (let at = 0; at < pieces.length;) {
    const piece = pieces[at] as Piece;
    const number = numberAt(pieces, at);
    const name = number === undefined ? nameAt(pieces, at, context) : undefined;
    const end = number ?? name?.end;
    if (end !== undefined) {
      named += name?.words ?? 0;
      out.push(name ? '{name}' : '{number}');
      context.passSlot();
      at = end;
      continue;
    }
    if (piece.kind === 'word' && piece.text.length > 1) fixed += 1;
    out.push(shown(piece));
    context.pass(piece);
    at += 1;
  }
  if (fixed < MIN_FIXED_WORDS || named > Math.min(MAX_NAME_WORDS, fixed)) return undefined;
  return out.join('').toLowerCase().normalize('NFD').replace(ACCENTS, '').trim();
}

/** The owner of a link or an address stays: a link to another host, or an address of another domain, is another template. */
function shown({ kind, text }: Piece): string {
  if (kind === 'link') return `{link ${text}}`;
  if (kind === 'address') return `{address ${text}}`;
  // So that no text can write a slot.
  return text === '{' ? '(' : text === '}' ? ')' : text;
}
