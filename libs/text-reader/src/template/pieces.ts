/** `coded`: letters and digits, one digit at least. `link`, `address`: `text` is the host or domain alone. */
export interface Piece {
  kind: 'word' | 'coded' | 'sign' | 'space' | 'link' | 'address';
  text: string;
}

/** Runs of what is no white space, and runs of white space. */
const CHUNK = /\s+|\S+/gu;
/** A host after a scheme, or before a path or a question mark; what closes a sentence is no part of it. */
const LINK = /^(?:https?:\/\/([\w.-]+)|((?:[\w-]+\.)+[a-z]{2,})[/?])/i;
/** Something, an at sign, a domain. */
const ADDRESS = /^[\w.+-]+@((?:[\w-]+\.)+[a-z]{2,})/i;
/** Letters and digits, or one sign. */
const PART = /[\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}]/gu;
const DIGIT = /\p{N}/u;
const OPENING = /^["'(<[]/;
const CLOSING = new Set('.,;:!?)]}>\'"…');

/** Pieces of a readable text. Of a link or an address only the host is kept. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  for (const [chunk] of text.matchAll(CHUNK)) {
    if (/^\s/.test(chunk)) pieces.push({ kind: 'space', text: /[\r\n]/.test(chunk) ? ' . ' : ' ' });
    else addChunk(pieces, chunk);
  }
  return pieces;
}

function addChunk(pieces: Piece[], chunk: string): void {
  const opening = OPENING.exec(chunk)?.[0] ?? '';
  const rest = chunk.slice(opening.length);
  const address = ADDRESS.exec(rest);
  const link = address ? null : LINK.exec(rest);
  if (!address && !link) {
    addParts(pieces, chunk);
    return;
  }
  addParts(pieces, opening);
  if (address) {
    pieces.push({ kind: 'address', text: address[1] ?? '' });
    // What is glued to an address is no part of it.
    addParts(pieces, rest.slice(address[0].length));
    return;
  }
  pieces.push({ kind: 'link', text: link?.[1] ?? link?.[2] ?? '' });
  addParts(pieces, closingOf(rest));
}

/** Returns the punctuation that ends a sentence after a link. */
function closingOf(chunk: string): string {
  let at = chunk.length;
  while (at > 0 && CLOSING.has(chunk[at - 1] ?? '')) at -= 1;
  return chunk.slice(at);
}

function addParts(pieces: Piece[], chunk: string): void {
  for (const [part] of chunk.matchAll(PART)) {
    if (DIGIT.test(part)) pieces.push({ kind: 'coded', text: part });
    else pieces.push({ kind: /\p{L}/u.test(part) ? 'word' : 'sign', text: part });
  }
}
