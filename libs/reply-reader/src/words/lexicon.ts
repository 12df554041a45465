// Compiles the languages into the three look-ups that the tokeniser needs, once per order of languages.

import { type NearWords, nearWords } from './near-words';
import { COMMON } from './languages/common';
import { fold } from './normalise';
import type { Language, Role } from './role';

/** A node of the phrase trie. */
export interface PhraseNode {
  readonly next: Map<string, PhraseNode>;
  /** This node and no other, as whoever steps to it alone is given it. */
  readonly alone: readonly PhraseNode[];
  /** Slots written with `*`. */
  readonly endings: { readonly start: string; readonly node: PhraseNode }[];
  role?: Role;
}

export interface Lexicon {
  readonly words: ReadonlyMap<string, Role>;
  readonly starts: ReadonlyMap<string, Role>;
  /** Phrases of each language, in their order: the first language that has a phrase decides its meaning. */
  readonly phrases: readonly PhraseNode[];
  readonly near: NearWords;
  /** Returns true if any of the languages has the word, in any role: it is neither damage nor a foreign language. */
  readonly isKnown: (word: string) => boolean;
  /** Spellings of other words: `ki` for qui. */
  readonly spelled: ReadonlyMap<string, string>;
  /** Words of letters and digits. */
  readonly withDigits: ReadonlySet<string>;
}

/** A start shorter than this is only read in the languages of the country: Spanish "envi*" would catch French "environ". */
const MIN_FOREIGN_START_LENGTH = 6;

/** Shorter words mean too many other things elsewhere: German "tot" is "early" in a French text. English is read everywhere. */
const MIN_FOREIGN_WORD_LENGTH = 5;

/** Roles of a foreign language that are read word by word: Dutch "wissen" erases, German "wissen" knows. */
const FOREIGN_ROLES: ReadonlySet<Role> = new Set<Role>([
  'asks',
  'cease',
  'unsub',
  'ours',
  'want',
  'receive',
  'neg',
  'no',
  'more',
  'polite',
]);

function newNode(): PhraseNode {
  const alone: PhraseNode[] = [];
  const node: PhraseNode = { next: new Map(), alone, endings: [] };
  alone.push(node);
  return node;
}

/**
 * The first language wins where two differ over a word.
 * @param spoken - languages of the country
 * @param foreign - read after them, without their short words
 * @param known - the foreign one that everybody mixes in
 */
export function compileLexicon(spoken: readonly Language[], foreign: readonly Language[], known: Language): Lexicon {
  const words = new Map<string, Role>();
  const starts = new Map<string, Role>();
  for (const language of [...spoken, ...foreign]) {
    for (const [role, list] of Object.entries(language.words) as [Role, string][]) {
      for (const word of list.split(/\s+/)) {
        if (word === '') continue;
        const [map, key] = word.endsWith('*') ? [starts, word.slice(0, -1)] : [words, word];
        const least = map === starts ? MIN_FOREIGN_START_LENGTH : language === known ? 0 : MIN_FOREIGN_WORD_LENGTH;
        const isOwn = spoken.includes(language) || language === known;
        const tooShort = key.length < least && !spoken.includes(language) && LATIN.test(key) && !MIXED.test(key);
        const strange = !isOwn && !FOREIGN_ROLES.has(role);
        if (!map.has(key) && !tooShort && !strange) map.set(key, role);
      }
    }
  }
  const languages = [...spoken, ...foreign];
  return {
    words,
    starts,
    phrases: languages.map(phrasesOf),
    near: nearWords(ownWords(words, [...spoken, known])),
    // Of two that spell alike the first language wins, as with words.
    spelled: new Map(languages.flatMap(({ spelled = {} }) => Object.entries(spelled).flatMap(spellingsOf)).reverse()),
    isKnown: knownIn(languages),
    withDigits: new Set(languages.flatMap(wordsWithDigits)),
  };
}

/** Each language once, whatever countries read it: with all their alternatives, phrases are most of what a lexicon weighs. */
const compiledPhrases = new WeakMap<Language, PhraseNode>();

function phrasesOf(language: Language): PhraseNode {
  const known = compiledPhrases.get(language);
  if (known) return known;
  const root = newNode();
  for (const [role, list] of Object.entries(language.phrases) as [Role, string][]) {
    for (const phrase of list.split(';')) addPhrase(root, phrase.trim().split(' '), 0, role);
  }
  compiledPhrases.set(language, root);
  return root;
}

function knownIn(languages: readonly Language[]): (word: string) => boolean {
  const all = languages.flatMap((each) => Object.values(each.words).flatMap((list) => list.split(/\s+/)));
  const whole = new Set([...all.map((word) => fold(word)), ...COMMON.flatMap((list) => list.split(/\s+/))]);
  const starts = new Set(all.filter((word) => word.endsWith('*')).map((word) => word.slice(0, -1)));
  return (word) => {
    if (whole.has(word)) return true;
    for (let length = MIN_START_LENGTH; length < word.length; length += 1)
      if (length <= MAX_START_LENGTH && starts.has(word.slice(0, length))) return true;
    return false;
  };
}

const spellingsOf = ([word, list]: [string, string]): [string, string][] =>
  list.split(' ').map((spelling) => [spelling, word]);

/** Admits a word that begins with a Latin letter. */
const LATIN = /^[a-z]/;
/** Admits a letter and a digit side by side. */
const MIXED = /[a-z]\d|\d[a-z]/;
const wordsWithDigits = ({ words, phrases }: Language): string[] =>
  [...Object.values(words), ...Object.values(phrases)]
    .flatMap((list) => list.split(/[\s;|]+/))
    .filter((word) => MIXED.test(word));

/** Slips are sought in these languages only: a slip of a foreign word is mostly a word here. */
function ownWords(words: ReadonlyMap<string, Role>, languages: readonly Language[]): Map<string, Role> {
  const own = new Set(
    languages.flatMap((language) => Object.values(language.words).flatMap((list) => list.split(/\s+/))),
  );
  return new Map([...words].filter(([word]) => own.has(word)));
}

function addPhrase(node: PhraseNode, slots: readonly string[], at: number, role: Role): void {
  const slot = slots[at];
  if (slot === undefined) {
    node.role ??= role;
    return;
  }
  for (const choice of slot.split('|')) addPhrase(choice === '_' ? node : childFor(node, choice), slots, at + 1, role);
}

function childFor(node: PhraseNode, choice: string): PhraseNode {
  if (!choice.endsWith('*')) {
    const known = node.next.get(choice) ?? newNode();
    node.next.set(choice, known);
    return known;
  }
  const start = choice.slice(0, -1);
  const known = node.endings.find((ending) => ending.start === start);
  if (known) return known.node;
  const added = newNode();
  node.endings.push({ start, node: added });
  return added;
}

const MIN_START_LENGTH = 4;
const MAX_START_LENGTH = 14;

/** The role of one word. An accented spelling is tried first, see `Language`. */
export function roleOf(lexicon: Lexicon, folded: string, accented: string): Role | undefined {
  const whole = lexicon.words.get(accented) ?? lexicon.words.get(folded);
  if (whole) return whole;
  for (let length = Math.min(folded.length, MAX_START_LENGTH); length >= MIN_START_LENGTH; length -= 1) {
    const role = lexicon.starts.get(folded.slice(0, length));
    if (role) return role;
  }
  return undefined;
}

/** The nodes that a word leads to from the root: none, for most words. */
export function phraseStarts({ phrases }: Lexicon, word: string, role: Role): readonly PhraseNode[] {
  const starts = phrases.flatMap((root) => phraseSteps(root, word, role));
  return starts.length === 0 ? NOWHERE : starts;
}

const NOWHERE: readonly PhraseNode[] = [];

export function phraseSteps(node: PhraseNode, word: string, role: Role): readonly PhraseNode[] {
  const exact = node.next.get(word) ?? (role === 'digits' ? node.next.get('#') : undefined);
  if (node.endings.length === 0) return exact?.alone ?? NOWHERE;
  const steps = node.endings.filter(({ start }) => word.startsWith(start)).map((ending) => ending.node);
  if (exact) steps.push(exact);
  return steps;
}
