// A person who names the brand says whom they mean. "Stop Acme-Mode" and the sender ID ACMEMODE are the same word to
// them, so brands and replies are compared without case, accents, spaces or punctuation, at word boundaries.

/** A brand of two letters would be found in any reply. */
const SHORTEST = 3;
/** Words of a reply that may be one brand together. */
const LONGEST_RUN = 5;
/** Only the start of a long reply is searched: nobody names the brand after that. */
const SEARCHED_WORDS = 200;

/** Words of a text: letters and digits, folded. */
function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** A brand as it is compared; undefined when it is too short to be told from chance. */
function brandForm(name: string): string | undefined {
  const form = wordsOf(name).join('');
  return form.length < SHORTEST ? undefined : form;
}

/**
 * Which of the brands a reply names, as whole words.
 * @param text - up to 10,000 characters; what lies after 200 words is not read
 * @param brands - candidate and the names people know it by
 */
export function brandsNamed<T>(text: string, brands: readonly { of: T; names: readonly string[] }[]): Set<T> {
  const byForm = new Map<string, T[]>();
  for (const { of, names } of brands) {
    for (const form of new Set(names.flatMap((name) => brandForm(name) ?? []))) {
      byForm.set(form, [...(byForm.get(form) ?? []), of]);
    }
  }
  const named = new Set<T>();
  const words = wordsOf(text).slice(0, SEARCHED_WORDS);
  words.forEach((_, start) => {
    let run = '';
    for (const word of words.slice(start, start + LONGEST_RUN)) {
      run += word;
      for (const owner of byForm.get(run) ?? []) named.add(owner);
    }
  });
  return named;
}
