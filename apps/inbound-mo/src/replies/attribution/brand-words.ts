// A person who names the brand says whom they mean. "Stop Acme-Mode" and the sender ID ACMEMODE are the same word to
// them, so brands and replies are compared without case, accents, spaces or punctuation, at word boundaries, and with one
// slip of the finger in a long name. Where a name could be chance, nobody is named: a STOP then reaches all candidates.

import { isOneSlip, lexiconOf, roleOf } from '@stopsms/reply-reader';

/** A brand of two letters would be found in any reply. */
const SHORTEST = 3;
/** Shorter names have too many neighbours to guess at a slip: "Nike" is one from "Mike". */
const MIN_MISTYPED_LENGTH = 6;
/** Words of a reply that may be one brand together. */
const MAX_RUN_WORDS = 5;
/** Searches only the start of a long reply, because brands are named there. */
const SEARCHED_WORDS = 200;
/** "STOP sauf Acme" names whom it does not mean. */
const EXCEPT = new Set([
  'sauf',
  'excepte',
  'hormis',
  'except',
  'unless',
  'ausser',
  'excepto',
  'salvo',
  'tranne',
  'behalve',
]);
/** A country without languages of its own: its lexicon has the words of all. */
const EVERYWHERE = 'ZZ';

/** Form of a brand in a reply: `whole` as it is written, `mistyped` with one slip. */
export type Naming = 'whole' | 'mistyped';

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

/** A brand in the form that is compared; undefined if it is too short to be distinguished from chance. */
function brandForm(name: string): string | undefined {
  const form = wordsOf(name).join('');
  return form.length < SHORTEST ? undefined : form;
}

/** "Merci", "Contact", "Promo": brands that anybody may write without meaning them. */
const isOrdinary = (word: string): boolean => roleOf(lexiconOf(EVERYWHERE), word, word) !== undefined;

/**
 * Returns the brands that a reply names, as whole words.
 * @param text - up to 10,000 characters; only the first 200 words are read
 * @param brands - candidates and the names that people know them by
 */
export function brandsNamed<T>(text: string, brands: readonly { of: T; names: readonly string[] }[]): Map<T, Naming> {
  const byForm = formsOf(brands);
  const named = new Map<T, Naming>();
  const words = wordsOf(text).slice(0, SEARCHED_WORDS);
  if (words.some((word) => EXCEPT.has(word))) return named;
  const name = (owners: readonly T[], how: Naming) => {
    for (const owner of owners) if (named.get(owner) !== 'whole') named.set(owner, how);
  };
  words.forEach((first, start) => {
    let run = '';
    for (const word of words.slice(start, start + MAX_RUN_WORDS)) {
      run += word;
      if (run === first && isOrdinary(run)) continue;
      name(byForm.get(run) ?? [], 'whole');
      name(ownersOfSlip(byForm, run), 'mistyped');
    }
  });
  return named;
}

function formsOf<T>(brands: readonly { of: T; names: readonly string[] }[]): Map<string, T[]> {
  const byForm = new Map<string, T[]>();
  for (const { of, names } of brands) {
    for (const form of new Set(names.flatMap((name) => brandForm(name) ?? []))) {
      byForm.set(form, [...(byForm.get(form) ?? []), of]);
    }
  }
  return byForm;
}

function ownersOfSlip<T>(byForm: ReadonlyMap<string, T[]>, run: string): T[] {
  if (run.length < MIN_MISTYPED_LENGTH - 1) return [];
  const owners: T[] = [];
  for (const [form, of] of byForm) {
    const comparable = form.length >= MIN_MISTYPED_LENGTH && Math.abs(form.length - run.length) <= 1;
    if (comparable && isOneSlip(run, form)) owners.push(...of);
  }
  return owners;
}
