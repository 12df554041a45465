import type { Request, Response } from 'express';
import { PAGE_HEADERS, type Page, renderPage } from './pages/page';
import { type PageLanguage, isPageLanguage, likelyLanguages } from './pages/page-language';

const RETRY_AFTER_SECONDS = '60';

/**
 * The language the visitor chose on the page; else the one the text was in, as far as can be told.
 * @param region - of the number, undefined when the visitor is not known
 * @param country - of the advertiser
 */
export function languageFor(request: Request, region: string | undefined, country: string | undefined): PageLanguage {
  const { lang } = request.query;
  if (isPageLanguage(lang)) return lang;
  const likely = likelyLanguages(region, country);
  const accepted = request.acceptsLanguages([...likely]);
  return isPageLanguage(accepted) ? accepted : (likely[0] ?? 'en');
}

export function sendPage(response: Response, status: number, page: Page): void {
  response.status(status).set({ ...PAGE_HEADERS, 'Content-Language': page.lang });
  if (status === 503) response.set('Retry-After', RETRY_AFTER_SECONDS);
  response.send(renderPage(page));
}
