import { createHash } from 'node:crypto';
import { Html, html } from './html';
import { PAGE_LANGUAGES, type PageLanguage, TEXTS } from './page-language';

/** Contrast is 7:1 or more in both schemes (WCAG 2.2 AAA); what can be pressed is 44 px high or more; nothing moves. */
const STYLE = `
:root{color-scheme:light dark;--ink:#1a1a1a;--paper:#fff;--act:#0b4a8f;--on-act:#fff;--line:#767676}
@media(prefers-color-scheme:dark){:root{--ink:#f2f2f2;--paper:#161616;--act:#a8d0ff;--on-act:#0a1a2b;--line:#9a9a9a}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:1.125rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
main,footer{max-width:36rem;margin:0 auto;padding:0 1.25rem}
h1{margin:1.5rem 0 0;font-size:1.5rem;line-height:1.25}
p{margin:1rem 0}
form{margin:1.5rem 0}
button{width:100%;min-height:3.25rem;padding:.75rem 1rem;border:2px solid transparent;border-radius:.5rem;background:var(--act);color:var(--on-act);font:inherit;font-weight:700;cursor:pointer}
footer nav{margin:2rem 0 1rem;padding-top:.5rem;border-top:1px solid var(--line)}
ul{display:flex;flex-wrap:wrap;gap:0 1.25rem;margin:0;padding:0;list-style:none}
li>*{display:inline-block;min-height:2.75rem;padding:.5rem 0;font-size:1rem;line-height:1.75rem}
a{color:var(--act)}
@media(max-width:15em){main,footer{padding:0 .75rem}h1{font-size:1.25rem}h1,button{hyphens:auto}button{padding:.75rem .25rem}}
button:focus-visible,a:focus-visible{outline:3px solid var(--ink);outline-offset:3px}
`;

// Whole, because the policy's hash counts every character between the tags, and a formatter may move a template's.
const STYLE_ELEMENT = new Html(`<style>${STYLE}</style>`);
const STYLE_HASH = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

/** The token in the address is a person's key: it goes to no cache, no referrer and no search engine. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  'Content-Security-Policy': `default-src 'none'; style-src ${STYLE_HASH}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'X-Robots-Tag': 'noindex, nofollow',
};

export interface Page {
  lang: PageLanguage;
  title: string;
  body: Html;
}

/** A whole page that needs no script and no other file. */
export function renderPage({ lang, title, body }: Page): string {
  return html`<!doctype html>
    <html lang="${lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${STYLE_ELEMENT}
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
        <footer>
          <nav aria-label="${TEXTS[lang].languages}">
            <ul>
              ${PAGE_LANGUAGES.map((each) => html`<li>${languageLink(each, each === lang)}</li> `)}
            </ul>
          </nav>
        </footer>
      </body>
    </html> `.markup;
}

/** The link leads to the same page; one that was reached by pressing the button is asked for anew, which changes nothing. */
const languageLink = (lang: PageLanguage, isCurrent: boolean): Html =>
  isCurrent
    ? html`<strong aria-current="true" lang="${lang}">${TEXTS[lang].language}</strong>`
    : html`<a href="?lang=${lang}" lang="${lang}" hreflang="${lang}" rel="nofollow">${TEXTS[lang].language}</a>`;
