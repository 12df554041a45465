// Words and codes of a vendor as data: its adapter reads them, and `npm run generate` writes them into the page of the vendor.
import type { RefusalClass } from './adapter';
import type { Receipt } from './callbacks';
import type { Words } from './words';

/**
 * Kind of a source, the most certain first.
 * - `page`: page of the vendor
 * - `package`: types or constants of the vendor's own package
 * - `third party`: copy of a page, or an integration of somebody else
 * - `assumed`: trade knowledge, or a choice of ours; to be confirmed with an account
 */
export type Certainty = 'page' | 'package' | 'third party' | 'assumed';

export interface WordSource {
  title: string;
  /** Day on which it was read, e.g. `2026-12-02`. */
  readOn: string;
  certainty: Certainty;
}

interface WordDetail {
  note?: string;
  /** True if the word may mean, among other causes, that the recipient opted out at the vendor: a person must check it there. */
  isForReview?: true;
}

/** Word of the vendor, meaning, and what else is known of it. */
type WordRow<Ours extends string> = readonly [word: string, ours: Ours, detail?: WordDetail | string | undefined];

export interface VendorWord<Ours extends string> extends WordDetail {
  word: string;
  ours: Ours;
  source: WordSource;
}

/** Class of an error of a receipt; `none` for one that is known and has none. */
export type ErrorClass = RefusalClass | 'none';

/** Words of one field. */
export class WordTable<Ours extends string> {
  private readonly byWord: Words<VendorWord<Ours>>;

  /**
   * @param field - field of the vendor, and where it is
   * @param words - each word once
   */
  constructor(
    readonly field: string,
    readonly words: readonly VendorWord<Ours>[],
  ) {
    this.byWord = new Map(words.map((each) => [each.word, each]));
    if (this.byWord.size < words.length) throw new Error(`${field}: a word is listed twice`);
  }

  get(word: string | undefined): Ours | undefined {
    return this.find(word)?.ours;
  }

  find(word: string | undefined): VendorWord<Ours> | undefined {
    return word === undefined ? undefined : this.byWord.get(word);
  }
}

/** Patterns of words in a free text, of which the first that matches counts. */
export interface PatternTable<Ours extends string> {
  field: string;
  source: WordSource;
  patterns: readonly (readonly [RegExp, Ours])[];
}

/** Tables of a vendor, in the order of its page. */
export type VendorWords = readonly (WordTable<string> | PatternTable<string>)[];

/** Words of one source. */
export const wordsFrom = <Ours extends string>(
  source: WordSource,
  rows: readonly WordRow<Ours>[],
): VendorWord<Ours>[] =>
  rows.map(([word, ours, detail]) => ({
    ...{ word, ours, source },
    ...(typeof detail === 'string' ? { note: detail } : detail),
  }));

/** Detail of a word that may mean an opt-out. */
export const forReview = (note: string): WordDetail => ({ note, isForReview: true });

/** Class as a receipt has it. */
export const receiptClass = (kind: ErrorClass | undefined): RefusalClass | undefined =>
  kind === 'none' ? undefined : kind;

/** Fields of a receipt that follow from its error. */
export function fieldsOfError(error: VendorWord<ErrorClass> | undefined): Pick<Receipt, 'class' | 'mayBeOptOut'> {
  const kind = receiptClass(error?.ours);
  return { ...(kind !== undefined && { class: kind }), ...(error?.isForReview && { mayBeOptOut: true }) };
}
