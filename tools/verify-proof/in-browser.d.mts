/** A proof as compliance gives it. */
interface Told {
  request: object;
  decisions: object[];
  statuses: object[];
  receipt: object | null;
  seals: object[];
}

/** What was found of a document: entries that no seal covers, ties to a number and a text, effects before their causes. */
interface Found {
  open: readonly string[];
  tied: readonly { what: 'Number' | 'Text' }[];
  reversed: readonly string[];
  vouched?: { sealedAt: string; isAll: boolean };
}

/** Sentences for whoever must judge the document. */
export function explain(proof: Told, lang: 'en' | 'fr', found: Found): string[];

/** What lies before its cause, in English sentences. */
export function effectsBeforeCauses(proof: Told): string[];
