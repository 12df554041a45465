import { createHash } from 'node:crypto';
import { Html, html } from './html';

/** Contrast is 7:1 or more in both schemes (WCAG 2.2 AAA); targets are over 44 px. */
const STYLE = `
:root{color-scheme:light dark;--ink:#1a1a1a;--paper:#fff;--act:#0b4a8f;--on-act:#fff}
@media(prefers-color-scheme:dark){:root{--ink:#f2f2f2;--paper:#161616;--act:#a8d0ff;--on-act:#0a1a2b}}
body{margin:0;background:var(--paper);color:var(--ink);font:1.125rem/1.5 system-ui,sans-serif}
main{max-width:34rem;margin:0 auto;padding:2rem 1.25rem}
h1{font-size:1.5rem;line-height:1.25;overflow-wrap:anywhere}
button{width:100%;min-height:3.25rem;padding:.75rem 1rem;border:0;border-radius:.5rem;background:var(--act);color:var(--on-act);font:inherit;font-weight:700;cursor:pointer}
button:focus-visible{outline:3px solid var(--ink);outline-offset:3px}
`;

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
  lang: 'fr' | 'en';
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
        <style>
          ${new Html(STYLE)}
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html> `.markup;
}
