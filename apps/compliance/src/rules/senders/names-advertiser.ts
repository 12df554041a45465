import { plainText } from '@stopsms/text-reader';

/** Separators of words. */
const BETWEEN = /[^\p{L}\p{N}]+/u;

/**
 * True if a text contains one of these names, in any case, with or without accents, written as one word or as several:
 * "Jardinerie du Lac" is named by "jardinerie-du-lac.example" and by "JardinerieDuLac", and not by "Lac".
 */
export function namesAny(text: string, names: readonly string[]): boolean {
  const words = wordsOf(text);
  return names.some((name) => {
    const wanted = wordsOf(name).join('');
    return wanted !== '' && words.some((_, from) => startsWith(words, from, wanted));
  });
}

/** True if whole words, joined, equal `wanted`. */
function startsWith(words: readonly string[], from: number, wanted: string): boolean {
  let said = '';
  for (let at = from; at < words.length && said.length < wanted.length; at += 1) said += words[at];
  return said === wanted;
}

const wordsOf = (text: string): string[] => plainText(text).split(BETWEEN).filter(Boolean);
