/**
 * Texts in one language. Each text is GSM-7 and, with a name that fits, one part: a letter that is not in that alphabet
 * is written without its mark, as people in that language do in an SMS. Where nobody is named, `name` is empty.
 */
export interface AnswerTexts {
  confirmed: {
    named: (name: string) => string;
    /** Several advertisers may speak through a code, and a reply to it reaches us. */
    byCode: string;
    /** A sender ID says who writes, and nobody can reply to it. */
    bySenderId: string;
  };
  /** Text after a START that lifts an opt-out. `code`: the code that takes STOP. */
  returned: (name: string, code: string) => string;
  /** After one that lifts nothing. */
  noConsent: (name: string) => string;
  ambiguous: string;
  publisher: {
    unknown: string;
    sentBy: (who: string, isSeveral: boolean) => string;
    and: string;
    others: (count: number) => string;
  };
}
