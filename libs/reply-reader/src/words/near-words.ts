// Typing mistakes: a word one slip away from a word that asks to stop, unless the slip makes a word of its own.

import type { Role } from './role';

/** Slips of these words are worth finding: they carry the request. */
const CARRIERS: ReadonlySet<Role> = new Set<Role>(['cease', 'unsub', 'remove', 'cancel']);
/** Shorter words have too many real neighbours; STOP has its own rule. */
const MIN_CARRIER_LENGTH = 7;
const MIN_SQUEEZED_LENGTH = 6;
const LONGEST = 20;

/** Words of their own that are one slip from a word that asks to stop. */
const REAL_WORDS = new Set(
  `stopa stomp stomps strop stops shop slop step stap stip stub stow stock stups stoupa stupa stoup stopu stopy
   top tops spot spots post posts opts atop stp sto stoppt stopt sop soap stoep stoer stam estop mettere mettete firmate
   formate fermata eleve elever elevez ansagen aussagen withdrew withdrawn lochen quietar stappen stopfen casser laisser stopf shopping stepping shipping chopping arriver arrivez stoppel settop setup store story stoff stof`.split(
    /\s+/,
  ),
);

/** Neighbours on QWERTY, AZERTY and QWERTZ keyboards. */
const NEIGHBOURS: Record<string, string> = { s: 'adwxzeq', t: 'rygf56', o: 'iplk09q', p: 'olm0' };

export interface NearWords {
  /** Words without their doubled letters: `aretez` for `arretez`. */
  readonly squeezed: ReadonlyMap<string, Role>;
  /** Each word with one letter left out, and itself. */
  readonly shortened: ReadonlyMap<string, readonly string[]>;
  readonly roles: ReadonlyMap<string, Role>;
}

export function nearWords(words: ReadonlyMap<string, Role>): NearWords {
  const roles = new Map([...words].filter(([word, role]) => CARRIERS.has(role) && word.length >= MIN_SQUEEZED_LENGTH));
  const squeezed = new Map<string, Role>();
  const shortened = new Map<string, string[]>();
  for (const [word, role] of roles) {
    squeezed.set(squeeze(word), role);
    for (const key of withOneLess(word)) shortened.set(key, [...(shortened.get(key) ?? []), word]);
  }
  return { squeezed, shortened, roles };
}

/** The role of the word that `word`, unknown to the lexicon, was meant to be. */
export function nearRole(near: NearWords, word: string): Role | undefined {
  if (word.length < 4 || REAL_WORDS.has(word)) return undefined;
  if (isNearStop(word)) return 'stop';
  if (word.length < MIN_CARRIER_LENGTH - 1 || word.length > LONGEST) return undefined;
  const doubled = near.squeezed.get(squeeze(word));
  if (doubled) return doubled;
  for (const key of withOneLess(word)) {
    for (const target of near.shortened.get(key) ?? []) {
      // Of a short word only two letters in the wrong order: one letter more, less or other makes a word of its own too often.
      const slip =
        target.length < MIN_CARRIER_LENGTH
          ? word.length === target.length && isSwap(word, target)
          : isOneSlip(word, target);
      if (slip) return near.roles.get(target);
    }
  }
  return undefined;
}

/** STOP drawn out, repeated without spaces, or with one slip that is no word of its own. */
export function isNearStop(word: string): boolean {
  if (REAL_WORDS.has(word)) return false;
  if (squeeze(word) === 'stop' || isRepeated(word)) return true;
  if (word.length === 5) return isOneSlip(word, 'stop');
  if (word.length !== 4 || !isOneSlip(word, 'stop')) return false;
  const at = [0, 1, 2, 3].filter((i) => word[i] !== 'stop'[i]);
  return at.length !== 1 || (NEIGHBOURS['stop'[at[0] ?? 0] ?? '']?.includes(word[at[0] ?? 0] ?? '') ?? false);
}

/** Common words that are one slip from STOP and never meant for it. */
const NEVER_STOP = new Set(['shop', 'step', 'top', 'stp', 'atop', 'stow']);

/** One slip or two swapped letters away from STOP, though another word: `spot`, `stops`. In doubt if it is alone. */
export function isDoubtfulStop(word: string): boolean {
  if (NEVER_STOP.has(word) || word.length < 4 || word.length > 5) return false;
  if (isOneSlip(word, 'stop')) return true;
  const wrong = [0, 1, 2, 3].filter((i) => word[i] !== 'stop'[i]);
  const [a, b] = wrong;
  return (
    word.length === 4 &&
    wrong.length === 2 &&
    a !== undefined &&
    b !== undefined &&
    word[a] === 'stop'[b] &&
    word[b] === 'stop'[a]
  );
}

/** Keywords too short, or too near other words, to guess at more than a letter held down: `bajaa`, `quiit`. */
const MIN_KEYWORD_LENGTH = 5;
/** Words of their own that are one slip from a keyword. */
const BESIDE_KEYWORDS = new Set(
  'cancer cancels canal chancel arrest arrets barret garret jarret caret evoke revoked provoke basta bastar passa'.split(
    ' ',
  ),
);

/**
 * A keyword of the country with a letter held down, or one slip that is no word of its own.
 * @param shortest - of the keywords in which a slip is sought
 */
export function nearKeyword(
  form: string,
  keywords: Iterable<string>,
  shortest = MIN_KEYWORD_LENGTH,
): string | undefined {
  if (form.length < 4 || form.length > LONGEST || BESIDE_KEYWORDS.has(form)) return undefined;
  for (const keyword of keywords) {
    if (form.length > keyword.length && squeeze(form) === squeeze(keyword)) return keyword;
    const near = keyword.length >= shortest && !keyword.includes(' ') && isOneSlip(form, keyword);
    if (near && !keyword.startsWith('stop') && form.length >= MIN_KEYWORD_LENGTH - 1) return keyword;
  }
  return undefined;
}

function isRepeated(word: string): boolean {
  if (word.length % 4 !== 0 || word.length < 8) return false;
  for (let i = 0; i < word.length; i += 4) if (!word.startsWith('stop', i)) return false;
  return true;
}

function squeeze(word: string): string {
  let out = '';
  for (const char of word) if (!out.endsWith(char)) out += char;
  return out;
}

function withOneLess(word: string): string[] {
  const keys = [word];
  for (let i = 0; i < word.length; i += 1) keys.push(word.slice(0, i) + word.slice(i + 1));
  return keys;
}

/** True if two letters that stand side by side were typed in the wrong order. */
function isSwap(a: string, b: string): boolean {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}

/** True if one letter was added, left out, replaced, or swapped with the next. */
export function isOneSlip(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const restA = a.slice(start, a.length - end);
  const restB = b.slice(start, b.length - end);
  if (restA.length <= 1 && restB.length <= 1) return restA !== restB;
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
}
