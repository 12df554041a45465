// Phonetic keys: how a text sounds to somebody who writes by ear or dictates. A key keeps too little to read it, and enough
// to compare: "je voudrais me des abonnés" and "je voudrais me désabonner" have one key.

/** Ordered from long to short within a sound: the first pattern that matches at a position wins. */
type Sounds = readonly (readonly [pattern: string, sound: string])[];

type PhoneticLanguage = 'fr' | 'en' | 'de' | 'nl' | 'es' | 'it';

const FRENCH: Sounds = [
  ['eaux?|aux?|ots?\\b|o', 'o'],
  ['ouh?s?|oû', 'u'],
  ['oi[est]?\\b|oi|oy', 'wa'],
  ['ain[st]?\\b|ein[st]?\\b|aim|[ae]in(?![aeiouy])|i[nm](?![aeiouynm])|un(?![aeiouyn])', '1'],
  ['[ae]n[stdc]?\\b|[ae][nm](?![aeiouynm])', '2'],
  ['o[nm][std]?\\b|o[nm](?![aeiouynm])', '3'],
  ['(?:er|ez|es|et|ees?|e|ais|ait|aient|ai|ei|est)\\b|ai|ei|e', 'e'],
  ['ill|y|i|u', 'i'],
  ['ph|f|v', 'f'],
  ['[sxtdpz]+\\b', ''],
  ['tion', 's3'],
  ['ss|sc(?=[ei])|c(?=[eiy])|ç|s|z|x', 's'],
  ['ch|sh|j|g(?=[eiy])', 'j'],
  ['qu|ck|cc|kk|c|k|q|g', 'k'],
  ['tt|t|d', 't'],
  ['pp|p|bb|b', 'p'],
  ['mm|nn|m|n', 'n'],
  ['ll|l', 'l'],
  ['rr|r', 'r'],
  ['w', 'w'],
  ['a', 'a'],
  ['h', ''],
];

const ENGLISH: Sounds = [
  ['ough|augh|aw|au|oa|ow|oo|ou|o|u', 'o'],
  ['eigh|ay|ai|ea|ee|ey|ie|i|y|e(?=[a-z])', 'i'],
  ['e\\b', ''],
  ['a', 'a'],
  ['tion|sion|sh|ch|tch', 'x'],
  ['th|t|d', 't'],
  ['ph|gh|f|v', 'f'],
  ['kn|gn|n|m', 'n'],
  ['wr|r', 'r'],
  ['ck|c(?=[eiy])|s|z', 's'],
  ['qu|k|c|q|g|x', 'k'],
  ['b|p', 'p'],
  ['l', 'l'],
  ['j', 'x'],
  ['h|w', ''],
];

const GERMAN: Sounds = [
  ['sch|ch|g\\b', 'x'],
  ['tz|z|ss|s|c(?=[eiy])', 's'],
  ['ck|k|g|q|c', 'k'],
  ['ph|pf|f|v|w', 'f'],
  ['dt|th|tt|t|d', 't'],
  ['b|p', 'p'],
  ['nn|mm|n|m', 'n'],
  ['rr|r', 'r'],
  ['ll|l', 'l'],
  ['ei|ai|ay|ey', '1'],
  ['eu|au|aeu|oy', '2'],
  ['ie|ih|i|ue|y|j', 'i'],
  ['ae|ee|eh|e', 'e'],
  ['oe|oo|oh|o|u', 'o'],
  ['aa|ah|a', 'a'],
  ['h', ''],
];

const DUTCH: Sounds = [
  ['sch|ch|g', 'x'],
  ['ij|ei|ey|y', '1'],
  ['ou|au|ouw|auw', '2'],
  ['ui|uy', '3'],
  ['oe|u|uu', 'u'],
  ['oo|o', 'o'],
  ['ee|e', 'e'],
  ['aa|a', 'a'],
  ['ie|i|j', 'i'],
  ['th|dt|t|d', 't'],
  ['ck|k|c|q', 'k'],
  ['v|f|ph|w', 'f'],
  ['z|s', 's'],
  ['b|p', 'p'],
  ['n|m', 'n'],
  ['l', 'l'],
  ['r', 'r'],
  ['h', ''],
];

const SPANISH: Sounds = [
  ['b|v|w|p', 'p'],
  ['qu|k|c(?![eiy])|gu(?=[ei])|g(?![eiy])|q', 'k'],
  ['c(?=[eiy])|z|s|x', 's'],
  ['ch', 'x'],
  ['j|g(?=[eiy])', 'j'],
  ['ll|y|i', 'i'],
  ['n|m|ñ', 'n'],
  ['t|d', 't'],
  ['rr|r', 'r'],
  ['l', 'l'],
  ['f', 'f'],
  ['h', ''],
  ['e', 'e'],
  ['o|u', 'o'],
  ['a', 'a'],
];

const ITALIAN: Sounds = [
  ['ch|cch|qu|cq|k|c(?![eiy])|gh|g(?![eiy])|q', 'k'],
  ['c+(?=[eiy])|g+(?=[eiy])|j', 'x'],
  ['sc(?=[ei])', 'x'],
  ['z+|s+|x', 's'],
  ['t+|d+', 't'],
  ['p+|b+', 'p'],
  ['f+|v+|w', 'f'],
  ['n+|m+', 'n'],
  ['l+', 'l'],
  ['r+', 'r'],
  ['i|y', 'i'],
  ['e', 'e'],
  ['o|u', 'o'],
  ['a', 'a'],
  ['h', ''],
];

interface Key {
  pattern: RegExp;
  sounds: readonly string[];
}

const compile = (sounds: Sounds): Key => ({
  pattern: new RegExp(sounds.map(([pattern]) => `(${pattern})`).join('|'), 'g'),
  sounds: sounds.map(([, sound]) => sound),
});

const KEYS: Readonly<Record<PhoneticLanguage, Key>> = {
  fr: compile(FRENCH),
  en: compile(ENGLISH),
  de: compile(GERMAN),
  nl: compile(DUTCH),
  es: compile(SPANISH),
  it: compile(ITALIAN),
};

/** Different words of all replies are countless: beyond this many the memory begins anew. */
const MAX_REMEMBERED = 20_000;
const remembered: Record<PhoneticLanguage, Map<string, string>> = {
  fr: new Map(),
  en: new Map(),
  de: new Map(),
  nl: new Map(),
  es: new Map(),
  it: new Map(),
};

/** @param word - lower case, without accents; letters of other scripts stay as they are */
export function phoneticKey(word: string, language: PhoneticLanguage): string {
  const memory = remembered[language];
  const known = memory.get(word);
  if (known !== undefined) return known;
  const { pattern, sounds } = KEYS[language];
  let key = '';
  let end = 0;
  for (const match of word.matchAll(pattern)) {
    key += word.slice(end, match.index);
    end = match.index + match[0].length;
    const sound = sounds[match.findIndex((group, at) => at > 0 && group !== undefined) - 1] ?? '';
    if (sound !== key.at(-1)) key += sound;
  }
  key += word.slice(end);
  if (memory.size >= MAX_REMEMBERED) memory.clear();
  memory.set(word, key);
  return key;
}

const LANGUAGES_OF: Readonly<Record<string, readonly PhoneticLanguage[]>> = {
  FR: ['fr'],
  BE: ['fr', 'nl'],
  CH: ['de', 'fr'],
  LU: ['fr', 'de'],
  DE: ['de'],
  AT: ['de'],
  NL: ['nl'],
  ES: ['es'],
  IT: ['it'],
  GB: ['en'],
  IE: ['en'],
  US: ['en'],
  CA: ['en', 'fr'],
};
const ELSEWHERE: readonly PhoneticLanguage[] = ['fr'];

/**
 * Languages whose keys are compared: those of the country of the number.
 * @param country - ISO 3166-1 alpha-2, upper case
 */
export const phoneticLanguagesOf = (country: string): readonly PhoneticLanguage[] => LANGUAGES_OF[country] ?? ELSEWHERE;
