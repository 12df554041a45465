import { isOnePart } from './confirmation-text';
import { ANSWERS, type Lang } from './language';
import { printableName } from './printable-name';

// Answers to START. Each text is one GSM-7 part, so a name that needs another alphabet is left out.

/** Confirms that texts will be sent again. @param code - the code that takes STOP @see docs/law/answers.md#start */
export const returnText = (lang: Lang, code: string, advertiserName = ''): string =>
  fitting(printableName(advertiserName), (name) => ANSWERS[lang].returned(name, code));

/** Returns how to join, for a START that lifts nothing. @see docs/law/opt-outs.md#return */
export const joinText = (lang: Lang, outcome: 'no-consent' | 'ambiguous', advertiserName = ''): string =>
  outcome === 'ambiguous' ? ANSWERS[lang].ambiguous : fitting(printableName(advertiserName), ANSWERS[lang].noConsent);

/** Text with the name, unless that needs another alphabet or a second part. */
function fitting(name: string, text: (name: string) => string): string {
  return isOnePart(text(name)) ? text(name) : text('');
}
