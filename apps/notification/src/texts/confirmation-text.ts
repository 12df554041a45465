import { segment } from '@stopsms/kernel';
import { ANSWERS, type Lang } from './language';
import { printableName } from './printable-name';

interface Confirmed {
  lang: Lang;
  /** Absent when the opt-out concerns several advertisers, all of them, or nobody in particular. */
  advertiserName?: string | undefined;
  /** Short code or sender ID the text comes from. */
  sender: string;
}

/**
 * Returns the text that confirms a STOP: always one GSM-7 part, so a name that needs another alphabet or does
 * not fit is left out.
 * @see docs/law/answers.md#texts
 */
export function confirmationText({ lang, advertiserName, sender }: Confirmed): string {
  const name = printableName(advertiserName ?? '');
  const { confirmed } = ANSWERS[lang];
  const named = confirmed.named(name);
  if (name !== '' && isOnePart(named)) return named;
  return isAnswered(sender) ? confirmed.byCode : confirmed.bySenderId;
}

/** A short code, or a number. */
const isAnswered = (sender: string): boolean => /^\+?\d+$/.test(sender);

/** True if a text is one part of GSM-7. */
export function isOnePart(text: string): boolean {
  const { encoding, parts } = segment(text);
  return encoding === 'GSM-7' && parts.length === 1;
}
