import { DATE_WORDS } from './name-contexts';
import type { Piece } from './pieces';

// A number, an amount, a date, a time, a phone number, a code: all that has digits, and the words of a date.

/** A date with its hour, or a number in groups; a longer row goes on in the next slot. */
const MAX_IN_A_ROW = 8;
/** A code has some letters; a text written with digits for letters has many. */
const MAX_LETTERS = 8;
const MAX_CODE_LENGTH = 34;
const JOINS = new Set(['.', ',', ':', '/', '-', '+', '(', ')']);
/** Letters of a registration plate such as `AB-123-CD`. */
const PLATE_LETTERS = /^\p{Lu}{1,3}$/u;
const LETTER = /\p{L}/gu;

/** Returns the end of the slot that begins at `at`; undefined when none begins there. */
export function numberAt(pieces: readonly Piece[], at: number): number | undefined {
  let end = partAt(pieces, at);
  if (end === undefined) return undefined;
  for (let row = 1; row < MAX_IN_A_ROW; row += 1) {
    const next = partAt(pieces, pastJoin(pieces, end));
    if (next === undefined) break;
    end = next;
  }
  return end;
}

/** Past what joins two parts of a number or date: two signs or blanks at most. */
function pastJoin(pieces: readonly Piece[], from: number): number {
  let at = from;
  while (at < from + 2 && isJoin(pieces[at])) at += 1;
  return at;
}

function isJoin(piece: Piece | undefined): boolean {
  if (!piece) return false;
  return (piece.kind === 'space' && piece.text === ' ') || (piece.kind === 'sign' && JOINS.has(piece.text));
}

function partAt(pieces: readonly Piece[], at: number): number | undefined {
  const piece = pieces[at];
  if (!piece) return undefined;
  if (piece.kind === 'coded') return isCode(piece.text) ? at + 1 : undefined;
  if (piece.kind !== 'word') return undefined;
  if (DATE_WORDS.has(piece.text.toLowerCase())) return at + 1;
  return isPlate(pieces, at) ? at + 1 : undefined;
}

const isCode = (text: string): boolean =>
  text.length <= MAX_CODE_LENGTH && (text.match(LETTER)?.length ?? 0) <= MAX_LETTERS;

/** Capitals that a hyphen joins to digits. */
function isPlate(pieces: readonly Piece[], at: number): boolean {
  if (!PLATE_LETTERS.test(pieces[at]?.text ?? '')) return false;
  return [1, -1].some((way) => pieces[at + way]?.text === '-' && pieces[at + 2 * way]?.kind === 'coded');
}
