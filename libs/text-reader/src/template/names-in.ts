import { plainText } from '../plain-text';
import { NameContext, nameAt } from './name-slots';
import { piecesOf } from './pieces';

/**
 * The words of the names in a text, in their order and plain: what a text is does not hang on whom it greets.
 * @param shown - as `readable` makes it, with its capitals
 */
export function namesIn(shown: string): string[] {
  const pieces = piecesOf(shown);
  const context = new NameContext(pieces);
  const names: string[] = [];
  for (let at = 0; at < pieces.length;) {
    const name = nameAt(pieces, at, context);
    if (name) {
      const words = pieces.slice(at, name.end).filter(({ kind }) => kind === 'word');
      names.push(...words.map(({ text }) => plainText(text)));
      context.passSlot();
      at = name.end;
      continue;
    }
    const piece = pieces[at];
    if (piece) context.pass(piece);
    at += 1;
  }
  return names;
}
