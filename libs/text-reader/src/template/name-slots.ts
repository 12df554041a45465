import { BEFORE_NAMES, CIVILITIES, GREETINGS, PARTICLES, SPOKEN_CIVILITIES } from './name-contexts';
import type { Piece } from './pieces';

// A name: up to three capitalised words, with hyphens, apostrophes and particles, where a name is expected.

const MAX_WORDS = 3;
const LONGEST = 40;
/** To one word of a name. */
const MAX_JOINED = 2;
const CAPITALISED = /^\p{Lu}[\p{L}\p{M}]*$/u;
/** Above this part of capitals a capital is no evidence. */
const SHOUTED = 0.6;

/** Context of a piece of text that decides if a name may follow. */
export class NameContext {
  private where: 'start' | 'greeting' | 'before' | 'elsewhere' = 'start';
  private readonly shouts: boolean;

  constructor(pieces: readonly Piece[]) {
    const letters = pieces.filter(({ kind }) => kind === 'word').map(({ text }) => text);
    const all = letters.reduce((sum, word) => sum + word.length, 0);
    const capitals = letters.reduce((sum, word) => sum + (word.match(/\p{Lu}/gu)?.length ?? 0), 0);
    this.shouts = capitals > all * SHOUTED;
  }

  get isGreeting(): boolean {
    return this.where === 'greeting';
  }

  /** Only before a comma: `Marie, votre colis…` */
  get isStart(): boolean {
    return this.where === 'start';
  }

  get mayHaveName(): boolean {
    return !this.shouts;
  }

  get expectsName(): boolean {
    return this.where === 'greeting' || this.where === 'before';
  }

  pass({ kind, text }: Piece): void {
    if (kind === 'space' && text === ' ') return;
    if (kind === 'word') {
      const word = text.toLowerCase();
      this.where = GREETINGS.has(word) ? 'greeting' : BEFORE_NAMES.has(word) ? 'before' : 'elsewhere';
      return;
    }
    if (text === "'" && this.where === 'before') return;
    // `Garage Martin : Inès, votre voiture…`
    this.where = text === ':' ? 'start' : 'elsewhere';
  }

  passSlot(): void {
    this.where = 'elsewhere';
  }
}

/** The name that begins at `at`: where it ends, and of how many words it is; undefined when none does. */
export function nameAt(
  pieces: readonly Piece[],
  at: number,
  context: NameContext,
): { end: number; words: number } | undefined {
  const piece = pieces[at];
  if (piece?.kind !== 'word' || !context.mayHaveName) return undefined;
  const isSpoken = context.isGreeting && SPOKEN_CIVILITIES.has(piece.text);
  if (isSpoken || CIVILITIES.has(piece.text)) {
    const name = wordsAt(pieces, pastParticles(pieces, pastDot(pieces, at + 1)), MAX_WORDS);
    return name ? { end: name.end, words: name.words + 1 } : { end: at + 1, words: 1 };
  }
  if (context.expectsName) return wordsAt(pieces, at, MAX_WORDS);
  if (!context.isStart || GREETINGS.has(piece.text.toLowerCase())) return undefined;
  const name = wordsAt(pieces, at, 2);
  return name && pieces[name.end]?.text === ',' ? name : undefined;
}

/** `M. Durand` as well as `M Durand`. */
const pastDot = (pieces: readonly Piece[], at: number): number => (pieces[at]?.text === '.' ? at + 1 : at);

function wordsAt(pieces: readonly Piece[], at: number, most: number): { end: number; words: number } | undefined {
  let end = oneAt(pieces, at);
  if (end === undefined) return undefined;
  let words = 1;
  for (; words < most; words += 1) {
    const next = oneAt(pieces, pastParticles(pieces, end));
    if (next === undefined) break;
    end = next;
  }
  const length = pieces.slice(at, end).reduce((sum, { text }) => sum + text.length, 0);
  return length <= LONGEST ? { end, words } : undefined;
}

/** A capitalised word with what a hyphen or an apostrophe joins to it: `Jean-Pierre`, `N'Diaye`, `Marie-Anne-Sophie`. */
function oneAt(pieces: readonly Piece[], at: number): number | undefined {
  if (!CAPITALISED.test(pieces[at]?.text ?? '')) return undefined;
  let end = at + 1;
  for (let joined = 0; isJoined(pieces, end); end += 2, joined += 1) if (joined === MAX_JOINED) return undefined;
  return end;
}

const isJoined = (pieces: readonly Piece[], at: number): boolean =>
  (pieces[at]?.text === '-' || pieces[at]?.text === "'") && pieces[at + 1]?.kind === 'word';

/** Past a blank and up to two particles. */
function pastParticles(pieces: readonly Piece[], from: number): number {
  let at = from;
  for (let particles = 0; pieces[at]?.text === ' '; particles += 1) {
    at += 1;
    const isParticle = particles < 2 && PARTICLES.has(pieces[at]?.text ?? '') && pieces[at + 1]?.text === ' ';
    if (!isParticle) break;
    at += 1;
  }
  return at;
}
