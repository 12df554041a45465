import { segment } from '@stopsms/kernel';
import { isOnePart } from './confirmation-text';
import { ANSWERS, type Lang } from './language';
import { printableName } from './printable-name';

const MAX_PARTS = 2;

/** A legal entity, and how to reach it: address, phone or mail. */
interface Publisher {
  legalName: string;
  contact?: string | undefined;
}

/**
 * Returns the answer to CONTACT and HELP: who publishes these texts, and how to stop them. A legal name is written as it is spelt,
 * even where that takes UCS-2; of several, as many as two parts hold. A single one is given with its contact, where that fits
 * one GSM-7 part.
 * @param publishers - candidates, the likeliest first
 * @see docs/law/answers.md#contact-and-help
 */
export function publisherText(lang: Lang, publishers: readonly Publisher[]): string {
  const names = [...new Set(publishers.map(({ legalName }) => printableName(legalName)))].filter((name) => name !== '');
  const contact = publishers.map((each) => printableName(each.contact ?? '')).find((each) => each !== '');
  if (names.length === 1 && contact !== undefined) {
    const text = textFor(lang, [`${names.join()}, ${contact}`], 0);
    if (isOnePart(text)) return text;
  }
  for (let named = names.length; named > 0; named -= 1) {
    const text = textFor(lang, names.slice(0, named), names.length - named);
    if (segment(text).parts.length <= MAX_PARTS) return text;
  }
  return ANSWERS[lang].publisher.unknown;
}

function textFor(lang: Lang, names: string[], others: number): string {
  const who = enumerate(lang, names, others);
  // "Example S.A." brings its own full stop.
  const stop = who.endsWith('.') ? '' : '.';
  return ANSWERS[lang].publisher.sentBy(`${who}${stop}`, names.length + others > 1);
}

function enumerate(lang: Lang, names: string[], others: number): string {
  const { and, others: rest } = ANSWERS[lang].publisher;
  const all = others === 0 ? names : [...names, rest(others)];
  if (all.length === 1) return all.join();
  return `${all.slice(0, -1).join(', ')} ${and} ${all.at(-1)}`;
}
