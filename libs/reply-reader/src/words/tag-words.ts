// Gives each word of a reply its role: by phrase, by word, by beginning, then by what it was meant to be.

import { type Marked, joinPhrases } from './join-phrases';
import { type Lexicon, type PhraseNode, phraseStarts, roleOf } from './lexicon';
import { isNearStop, nearRole } from './near-words';
import { fold } from './normalise';
import type { Role } from './role';
import { type Piece, type Word, scanWords } from './scan-words';
import { type Sentence, sentenceOf } from './token';

/** Words that carry a request; only these are sought behind broken spelling. */
const CARRIERS: ReadonlySet<Role | undefined> = new Set<Role>(['stop', 'halt', 'cease', 'unsub']);
/** Roles that may be joined to STOP without a space: `stoppub`, `stopmerci`. */
const GLUED: ReadonlySet<Role | undefined> = new Set<Role>([
  'ours',
  'promo',
  'polite',
  'all',
  'it',
  'list',
  'intens',
  'spam',
]);
/** Roles before which French drops the apostrophe: `menvoyer`, `jveux`, `darreter`. */
const ELIDED: ReadonlySet<Role | undefined> = new Set<Role>([
  'send',
  'sent',
  'receive',
  'received',
  'unsub',
  'remove',
  'cease',
  'want',
  'said',
  'resume',
  'ask',
]);
const ELISIONS = ['dm', 'j', 'n', 'm', 'd', 'l', 's', 't'];
const MAX_WORD_LENGTH = 40;
/** Words remembered per lexicon. People use the same few thousand; seeking a role afresh costs ten times as much. */
const MAX_REMEMBERED = 20_000;

/** A word as the lexicon reads it: one part, or two where two were written as one. */
interface Parts {
  readonly words: readonly { readonly word: string; readonly role: Role; readonly starts: readonly PhraseNode[] }[];
  readonly upper: boolean;
  readonly capital: boolean;
}

const remembered = new WeakMap<Lexicon, Map<string, Parts>>();

/** @param text - plain letters, see `plainLetters` */
export function tagWords(text: string, lexicon: Lexicon): Sentence[] {
  const isCarrier = (word: string) => CARRIERS.has(roleOf(lexicon, fold(word), word)) || isNearStop(word);
  const pieces = scanWords(text, isCarrier, lexicon.withDigits);
  // Sought once a reply, not for every word.
  const known = rememberedOf(lexicon);
  const sentences: Sentence[] = [];
  let tokens: Marked[] = [];
  const close = (asked: boolean) => {
    if (tokens.length > 0) sentences.push(sentenceOf(joinPhrases(tokens), asked));
    tokens = [];
  };
  for (const piece of pieces) {
    if (piece.kind === 'end') close(piece.asked);
    else addTokens(tokens, piece, lexicon, known);
  }
  close(false);
  return sentences;
}

function rememberedOf(lexicon: Lexicon): Map<string, Parts> {
  const known = remembered.get(lexicon);
  if (known) return known;
  const fresh = new Map<string, Parts>();
  remembered.set(lexicon, fresh);
  return fresh;
}

function addTokens(
  tokens: Marked[],
  piece: Exclude<Piece, { kind: 'end' }>,
  lexicon: Lexicon,
  known: Map<string, Parts>,
): void {
  if (piece.kind === 'pause') {
    tokens.push({ word: '', role: 'break', upper: false, capital: false, joined: false, starts: [] });
    return;
  }
  const { joined } = piece;
  // Spelled out: spreading an object here made half the cost of reading a reply.
  const { words, upper, capital } = known.get(piece.text) ?? seekAnew(piece, lexicon, known);
  for (const { word, role, starts } of words) tokens.push({ word, role, starts, upper, capital, joined });
}

function seekAnew({ text, kind }: Word, lexicon: Lexicon, known: Map<string, Parts>): Parts {
  const words = seekParts(text.toLowerCase(), kind, lexicon).map(([word, role]) => ({
    word,
    role,
    starts: phraseStarts(lexicon, word, role),
  }));
  const parts: Parts = { words, upper: isUpper(text), capital: isCapital(text) };
  if (known.size >= MAX_REMEMBERED) known.clear();
  if (text.length <= MAX_WORD_LENGTH) known.set(text, parts);
  return parts;
}

function seekParts(written: string, kind: Word['kind'], lexicon: Lexicon): [string, Role][] {
  const accented = lexicon.spelled.get(written) ?? written;
  const folded = fold(accented);
  if (kind === 'digits') return [[folded, lexicon.words.get(folded) ?? 'digits']];
  if (folded.length > MAX_WORD_LENGTH) return [[folded, nearRole(lexicon.near, folded) ?? 'unknown']];
  const role = roleOf(lexicon, folded, accented);
  if (role) return [[folded, role]];
  return split(folded, accented, lexicon) ?? [[folded, nearRole(lexicon.near, folded) ?? 'unknown']];
}

/** Two words written as one. */
function split(folded: string, accented: string, lexicon: Lexicon): [string, Role][] | undefined {
  if (folded.startsWith('stop') || folded.endsWith('stop')) {
    const rest = folded.startsWith('stop') ? folded.slice(4) : folded.slice(0, -4);
    const role = rest.length > 1 ? lexicon.words.get(rest) : undefined;
    if (role && GLUED.has(role)) {
      return [
        ['stop', 'stop'],
        [rest, role],
      ];
    }
  }
  for (const elision of ELISIONS) {
    if (!folded.startsWith(elision) || folded.length - elision.length < 2) continue;
    const role = roleOf(lexicon, folded.slice(elision.length), accented.slice(elision.length));
    if (!role || !ELIDED.has(role)) continue;
    const letters = [...elision].map((letter): [string, Role] => [letter, lexicon.words.get(letter) ?? 'unknown']);
    return [...letters, [folded.slice(elision.length), role]];
  }
  return undefined;
}

function isUpper(text: string): boolean {
  return text.length > 1 && text === text.toUpperCase() && text !== text.toLowerCase();
}

function isCapital(text: string): boolean {
  const first = text.charAt(0);
  return first !== first.toLowerCase();
}
