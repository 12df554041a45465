import { segment } from '@stopsms/kernel';
import type { Lang } from './language';
import { printableName } from './printable-name';

const NAMED: Record<Lang, (name: string) => string> = {
  fr: (name) => `${name} : c'est noté, vous ne recevrez plus de SMS publicitaires de notre part.`,
  en: (name) => `${name}: you are unsubscribed. You will receive no more marketing texts from us.`,
};

/** Several advertisers may speak through a code, and a reply to it reaches us. */
const BY_CODE: Record<Lang, string> = {
  fr: "C'est noté : vous ne recevrez plus de SMS publicitaires via ce numéro. Infos : envoyez CONTACT.",
  en: 'You are unsubscribed. You will receive no more marketing texts from this number. Text HELP for info.',
};

/** A sender ID says who writes, and nobody can reply to it. */
const BY_SENDER_ID: Record<Lang, string> = {
  fr: "C'est noté : vous ne recevrez plus de SMS publicitaires de notre part.",
  en: 'You are unsubscribed. You will receive no more marketing texts from us.',
};

export interface Confirmed {
  lang: Lang;
  /** Absent when the opt-out concerns several advertisers, all of them, or nobody in particular. */
  advertiserName?: string | undefined;
  /** Short code or sender ID the text comes from. */
  sender: string;
}

/**
 * The text that tells a person the STOP was heard: always one GSM-7 part, so a name that needs another alphabet or does
 * not fit is left out. "Vous êtes désinscrit" is avoided for its ê, which would make the text UCS-2.
 * @see docs/law/answers.md#texts
 */
export function confirmationText({ lang, advertiserName, sender }: Confirmed): string {
  const name = printableName(advertiserName ?? '');
  const named = NAMED[lang](name);
  if (name !== '' && isOnePart(named)) return named;
  return (isShortCode(sender) ? BY_CODE : BY_SENDER_ID)[lang];
}

const isShortCode = (sender: string): boolean => /^\d+$/.test(sender);

/** What a confirmation must be: short, and in the alphabet that every phone shows. */
export function isOnePart(text: string): boolean {
  const { encoding, parts } = segment(text);
  return encoding === 'GSM-7' && parts.length === 1;
}
