// A person read one text and decides about others of its template or campaign. The content of a slot was not read, so the
// decision applies only to what the reader finds in both: no advert passes through a slot.

/** Findings of the reader in a text under review. */
export interface Weighed {
  /** Kinds of signals that speak for an advert, each once. */
  kinds: readonly string[];
  /** Certainty of the reader that it is one, in percent. */
  score: number;
}

/** Other names and numbers move the certainty a little: by so many log-odds. */
const MARGIN = 2;
/** Half of the least difference between two scores. */
const LEAST = 0.05;

const oddsOf = ({ score }: Weighed): number => Math.log((score + LEAST) / (100 - score + LEAST));

export const isKindsWithin = ({ kinds }: Weighed, { kinds: others }: Weighed): boolean =>
  kinds.every((kind) => others.includes(kind));

/** True if the approval applies: the text is no more of an advert than the one that was approved. */
export const sharesApproval = (text: Weighed, approved: Weighed): boolean =>
  isKindsWithin(text, approved) && oddsOf(text) <= oddsOf(approved) + MARGIN;

/** True if the refusal applies: at least as much speaks for an advert as in the refused text. */
export const sharesRefusal = (text: Weighed, refused: Weighed): boolean =>
  isKindsWithin(refused, text) && oddsOf(text) >= oddsOf(refused) - MARGIN;
