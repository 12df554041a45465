import { html } from './html';
import { renderPage } from './page';
import { askPage, donePage, faultPage, languageOf, unknownLinkPage } from './unsubscribe-pages';

test('what is put into a page is escaped, markup of ours is not', () => {
  expect(html`<p title="${`"'<&>`}">${html`<b>${'<script>'}</b>`}</p>`.markup).toBe(
    '<p title="&quot;&#39;&lt;&amp;&gt;"><b>&lt;script&gt;</b></p>',
  );
});

test.each(['fr', 'en'] as const)('each page in %s says what it is, once, and needs nothing from elsewhere', (lang) => {
  for (const page of [askPage(lang, 'A & B'), donePage(lang, 'A & B'), unknownLinkPage(lang), faultPage(lang)]) {
    const text = renderPage(page);
    expect(text).toContain(`<html lang="${lang}">`);
    expect(text.match(/<h1>/g)).toHaveLength(1);
    expect(text).not.toMatch(/<script|src=|https?:|A & B/);
  }
});

test.each([
  { region: 'FR', lang: 'fr' },
  { region: 'MF', lang: 'fr' },
  { region: 'BE', lang: 'en' },
])('$region reads $lang', ({ region, lang }) => expect(languageOf(region)).toBe(lang));
