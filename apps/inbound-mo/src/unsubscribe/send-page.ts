import type { Request, Response } from 'express';
import { PAGE_HEADERS, type Page, renderPage } from './pages/page';
import { type PageLanguage, isPageLanguage, likelyLanguages } from './pages/page-language';

const RETRY_AFTER_SECONDS = '60';

/** Clues to the language in which the visitor was texted; all but the country are absent without a valid token. */
interface Texted {
  /** Language of the text, ISO 639-1. */
  language?: string | undefined;
  /** Country of the number, ISO 3166 alpha-2. */
  region?: string | undefined;
  /** Country of the advertiser, or the home country. */
  country: string | undefined;
}

/** The language the visitor chose on the page; else that of the text, or what it probably was. */
export function languageFor(request: Request, { language, region, country }: Texted): PageLanguage {
  const { lang } = request.query;
  if (isPageLanguage(lang)) return lang;
  if (isPageLanguage(language)) return language;
  const likely = likelyLanguages(region, country);
  const accepted = request.acceptsLanguages([...likely]);
  return isPageLanguage(accepted) ? accepted : (likely[0] ?? 'en');
}

export function sendPage(response: Response, status: number, page: Page): void {
  response.status(status).set({ ...PAGE_HEADERS, 'Content-Language': page.lang });
  if (status === 503 || status === 429) response.set('Retry-After', RETRY_AFTER_SECONDS);
  response.send(renderPage(page));
}
