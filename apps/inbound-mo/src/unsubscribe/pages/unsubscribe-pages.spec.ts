import { createHash } from 'node:crypto';
import { PAGE_HEADERS, renderPage } from './page';
import { PAGE_LANGUAGES, type PageLanguage } from './page-language';
import { alreadyPage, askPage, donePage, faultPage, unknownLinkPage } from './unsubscribe-pages';

const ACME = { name: 'Été & <Fils>', legalName: 'Été "Fils" SAS' };

const pagesIn = (lang: PageLanguage, advertiser: typeof ACME | undefined = ACME) => ({
  ask: renderPage(askPage(lang, advertiser)),
  done: renderPage(donePage(lang, advertiser)),
  already: renderPage(alreadyPage(lang, advertiser, '1 mai 2026')),
  unknown: renderPage(unknownLinkPage(lang)),
  fault: renderPage(faultPage(lang)),
});

const everyPage = PAGE_LANGUAGES.flatMap((lang) => {
  const { ask, ...others } = pagesIn(lang);
  return Object.entries({ ask, ...others, gone: renderPage(askPage(lang, undefined)) }).map(([page, text]) => ({
    lang,
    page,
    text,
  }));
});

test.each(PAGE_LANGUAGES)('every page in %s has one heading, its language, and nothing from elsewhere', (lang) => {
  for (const { page, text } of everyPage.filter((each) => each.lang === lang)) {
    const headings = text.match(/<h1>[^<]+<\/h1>/g) ?? [];
    const elsewhere = text.match(/<script|<link|<img|src=|style=|https?:|undefined|\\u|<Fils>/) ?? [];
    const hasLanguage = text.includes(`<html lang="${lang}">`);
    expect({ page, hasLanguage, headings: headings.length, elsewhere }).toEqual({
      ...{ page, hasLanguage: true },
      ...{ headings: 1, elsewhere: [] },
    });
  }
});

test.each(PAGE_LANGUAGES)('every page in %s links to every other language', (lang) => {
  const others = PAGE_LANGUAGES.filter((each) => each !== lang).sort();
  for (const { page, text } of everyPage.filter((each) => each.lang === lang)) {
    const links = [...text.matchAll(/href="\?lang=(\w\w)"/g)].map(([, to]) => to);
    expect({ page, links: links.sort() }).toEqual({ page, links: others });
  }
});

test.each(PAGE_LANGUAGES)('in %s the button is where it can opt out, and nowhere else', (lang) => {
  const { ask, done, already, unknown, fault } = pagesIn(lang);
  for (const page of [ask, already]) expect(page.match(/<form method="post"><button type="submit">/g)).toHaveLength(1);
  for (const page of [done, unknown, fault]) expect(page).not.toMatch(/<form|<button/);
});

test.each(PAGE_LANGUAGES)(
  'in %s the advertiser is named with its legal entity, once where both are the same',
  (lang) => {
    const { ask, done, already } = pagesIn(lang);
    for (const page of [ask, done, already])
      expect(page).toContain('Été &amp; &lt;Fils&gt; (Été &quot;Fils&quot; SAS)');
    expect(pagesIn(lang, { name: 'Acme', legalName: 'Acme' }).done).toMatch(/Acme[^(]*<\/p>/);
  },
);

test.each(PAGE_LANGUAGES)('no page in %s has a text of another language', (lang) => {
  const words = (text: string) => [...text.matchAll(/<(?:h1|p|button)[^>]*>([^<]+)</g)].map(([, words]) => words);
  const others = PAGE_LANGUAGES.filter((each) => each !== lang).flatMap((each) =>
    Object.values(pagesIn(each)).flatMap(words),
  );
  expect(
    Object.values(pagesIn(lang))
      .flatMap(words)
      .filter((text) => others.includes(text)),
  ).toEqual([]);
});

test('French has its narrow space before the question mark, and the first of a month', () => {
  expect(pagesIn('fr').ask).toContain('&gt;\u202f?</h1>');
  expect(pagesIn('fr').already).toContain('Le 1er mai 2026');
});

test('the policy lets the page’s own style through, which browsers check to the character', () => {
  const [, style = ''] = /<style>([^]*?)<\/style>/.exec(pagesIn('fr').ask) ?? [];
  const hash = createHash('sha256').update(style).digest('base64');
  expect(PAGE_HEADERS['Content-Security-Policy']).toContain(`style-src 'sha256-${hash}';`);
});
