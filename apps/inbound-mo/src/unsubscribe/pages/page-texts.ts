/** The words of the unsubscribe pages in one language. `name` and `who` may stand where a noun in its plain form may. */
export interface PageTexts {
  /** Name of the language, in itself. */
  language: string;
  /** Says that the links below it choose a language. */
  languages: string;
  /** Name of an advertiser that no longer exists. */
  thisSender: string;
  /** Label of the one button. */
  button: string;
  /** Messages that the opt-out does not affect. */
  stays: string;
  /** Instructions to receive adverts again. */
  back: (name: string) => string;
  /** Says that STOP can be sent where the text shows a number. */
  answerStop: string;
  /** Before the button is pressed. */
  ask: { title: (name: string) => string; text: (who: string) => string };
  /** After it was pressed. */
  done: { title: string; text: (who: string) => string; rest: string };
  /** The link was used before; `date` is written out in the language. */
  already: { title: string; text: (who: string, date: string) => string; again: string };
  /** A token that is forged, cut or too old. */
  unknown: { title: string; text: string; retry: string };
  /** A fault of ours: whether an opt-out was stored is not known. */
  fault: { title: string; text: string };
}
