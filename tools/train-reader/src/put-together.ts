import { textOdds } from '@stopsms/text-reader/training';
import { type Fitted, fitLogistic } from './logistic';
import type { Labelled } from './texts';
import { type Trained, train } from './train';

// How much the parts of the reader count is learnt from texts that they had not seen: those of a quarter of the hands, read by what
// was trained on the others.

const FOLDS = 4;
const STRENGTH = 1;
/** Whole, strongest and mean window, and the figures of the rules. */
export const FIGURES = 8;
const INDEX = Array.from({ length: FIGURES }, (_, index) => index);

export interface Unseen {
  text: Labelled;
  figures: number[];
}

export function crossFitted(texts: readonly Labelled[], say: (line: string) => void): Unseen[] {
  const hands = [...new Set(texts.map(({ hand }) => hand))].sort();
  return Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const held = new Set(hands.filter((_, index) => index % FOLDS === fold));
    const trained = train(texts.filter(({ hand }) => !held.has(hand)));
    say(`part ${fold + 1} of ${FOLDS}`);
    return texts
      .filter(({ hand, declared }) => held.has(hand) && declared !== 'marketing')
      .map((text) => ({ text, figures: figuresOf(trained, text) }));
  });
}

/** By the texts of part learn, which were written without a thought of this reader; the others were written to teach it. */
export function fitTogether(unseen: readonly Unseen[]): Fitted {
  const rows = unseen
    .filter(({ text }) => text.part === 'learn')
    .map(({ text, figures }) => ({
      index: INDEX,
      measure: figures,
      label: text.is === 'marketing' ? (1 as const) : (0 as const),
    }));
  return fitLogistic(rows, FIGURES, STRENGTH);
}

const figuresOf = (trained: Trained, { features, windows, figures }: Labelled): number[] => [
  ...textOdds(trained, features, windows).odds,
  ...figures,
];
