// Adverts are dressed up to pass: look-alike letters, invisible signs, styled digits. Rules read this plain form instead.

/** Zero-width characters, direction marks, soft hyphens, the combining grapheme joiner, variation selectors. */
const INVISIBLE = /[\p{Cf}\u034F\uFE00-\uFE0F]/gu;
const ACCENTS = /\p{M}/gu;
const LOOK_ALIKES = new Map(
  Object.entries({
    a: 'аαΑ',
    b: 'ВΒ',
    c: 'сС',
    d: 'ԁ',
    e: 'еёεΕЕ',
    g: 'ɡ',
    h: 'НһΗ',
    i: 'іιΙІı',
    j: 'јЈ',
    k: 'кКκΚ',
    m: 'МмΜ',
    n: 'ηΝ',
    o: 'оОοΟσ',
    p: 'рРρΡ',
    s: 'ѕЅ',
    t: 'тТτΤ',
    u: 'υ',
    v: 'ν',
    x: 'хХχΧ',
    y: 'уУΥ',
    z: 'Ζ',
    "'": '’‘ʼ´`',
    '-': '‐‑‒–—−',
    '"': '«»“”„',
  }).flatMap(([plain, others]) => [...others].map((other) => [other, plain] as const)),
);
const LOOK_ALIKE = new RegExp(`[${[...LOOK_ALIKES.keys()].join('')}]`, 'gu');
const LIGATURES: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ß: 'ss' };

export const withoutInvisible = (text: string): string => text.replace(INVISIBLE, '');

/** Cyrillic and Greek letters that look Latin become what they look like, and so do typographic quotes and dashes. */
export const foldLookAlikes = (text: string): string =>
  text.replace(LOOK_ALIKE, (found) => LOOK_ALIKES.get(found) ?? found);

/** Compatibility forms, invisible signs and look-alikes undone; case, accents and line breaks kept. */
export const readable = (text: string): string => foldLookAlikes(withoutInvisible(text.normalize('NFKC')));

/** Lower case, no accents, one space between words; a line break counts as the end of a sentence. */
export function plainText(text: string): string {
  return readable(text)
    .toLowerCase()
    .normalize('NFD')
    .replace(ACCENTS, '')
    .replace(/[œæß]/g, (found) => LIGATURES[found] ?? found)
    .replace(/(?<!\s)\s*[\r\n]+\s*/g, ' . ')
    .replace(/\s+/g, ' ')
    .trim();
}
