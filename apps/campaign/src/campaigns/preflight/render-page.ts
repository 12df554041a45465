import { renderText } from './render-text.rule';
import { MAX_TEXT_LENGTH } from '../../produces/sms.requested.v1';

/** A contact as what is sent to it needs it. */
export interface Contact {
  msisdn: string;
  region: string;
  attributes: Record<string, string>;
}

/** A page of recipients with the texts that they would get, each text once. */
export interface RenderedPage {
  texts: string[];
  recipients: { to: string; country: string; text: number }[];
  /** Contacts by region whose attributes make the text too long for a request. */
  tooLong: Map<string, number>;
}

export function renderPage(text: string, contacts: readonly Contact[]): RenderedPage {
  const indexes = new Map<string, number>();
  const recipients: RenderedPage['recipients'] = [];
  const tooLong: RenderedPage['tooLong'] = new Map();
  for (const { msisdn, region, attributes } of contacts) {
    const rendered = renderText(text, attributes);
    if (isTooLong(rendered)) {
      tooLong.set(region, (tooLong.get(region) ?? 0) + 1);
      continue;
    }
    let index = indexes.get(rendered);
    if (index === undefined) indexes.set(rendered, (index = indexes.size));
    recipients.push({ to: msisdn, country: region, text: index });
  }
  return { texts: [...indexes.keys()], recipients, tooLong };
}

export const isTooLong = (rendered: string): boolean => rendered.length > MAX_TEXT_LENGTH;

export const TOO_LONG = {
  code: 'TEXT_TOO_LONG',
  detail: `With this contact's attributes the text has more than ${MAX_TEXT_LENGTH} characters. Shorten either.`,
} as const;
