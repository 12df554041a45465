/** A proof as compliance gives it. */
interface Given {
  request: object;
  decisions: object[];
  statuses: object[];
  receipt: object | null;
  seals: object[];
}

/** Found of a document: what seals cover, entries that none covers, ties to a number and a text, effects before their causes. */
export interface Found {
  story: Given;
  unsealed: readonly string[];
  unvouched: readonly string[];
  tied: readonly { what: 'Number' | 'Text' }[];
  reversed: readonly string[];
  sealedAt?: string;
}

export function foundIn(proof: Given): Found;

/** Sentences for whoever must judge the document, of what seals cover alone. */
export function explain(proof: Given, lang: 'en' | 'fr', found: Found): string[];
