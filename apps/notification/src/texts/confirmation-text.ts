import { segment } from '@stopsms/kernel';
import { ANSWERS, type Lang } from './language';
import { printableName } from './printable-name';

export interface Confirmed {
  lang: Lang;
  /** Absent when the opt-out concerns several advertisers, all of them, or nobody in particular. */
  advertiserName?: string | undefined;
  /** Short code or sender ID the text comes from. */
  sender: string;
}

/**
 * The text that tells a person the STOP was heard: always one GSM-7 part, so a name that needs another alphabet or does
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

/** What a confirmation must be: short, and in the alphabet that every phone shows. */
export function isOnePart(text: string): boolean {
  const { encoding, parts } = segment(text);
  return encoding === 'GSM-7' && parts.length === 1;
}
