import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import express, { type RequestHandler } from 'express';

/** Where the build of `apps/console/web` lies beside that of the server. */
const BUILT = resolve(__dirname, '../../../console-web');
/** Put into the page by its build, in the place of what each answer has of its own. */
const NONCE = 'STOPSMS_CSP_NONCE';
/** What is no page: an address that nothing answers there is not to be answered by one. */
const NO_PAGE = /^\/(?:api|session|alerts|health|metrics|assets)(?:\/|$)/;
const YEAR_MS = 365 * 86_400_000;

/** While the application is not built. */
const PLAIN = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>STOP SMS</title>
<main>
<h1>STOP SMS</h1>
<p>The console's pages are not built: npm run build does so.</p>
<p><a href="/session/sign-in">Sign in</a></p>
</main>
</html>
`;

/** The browser application: hashed files for a year, and its one page, fresh each time, at every address that is a page. */
export function pages(folder = BUILT): RequestHandler[] {
  const file = join(folder, 'index.html');
  const parts = (existsSync(file) ? readFileSync(file, 'utf8') : PLAIN).split(NONCE);
  return [
    express.static(folder, {
      index: false,
      redirect: false,
      setHeaders: (response, path) => {
        const hashed = path.startsWith(join(folder, 'assets'));
        response.set('cache-control', hashed ? `public, max-age=${YEAR_MS / 1_000}, immutable` : 'no-cache');
      },
    }),
    (request, response, next) => {
      const isPage = ['GET', 'HEAD'].includes(request.method) && !NO_PAGE.test(request.path) && request.accepts('html');
      if (!isPage) return next();
      response
        .set('cache-control', 'no-store')
        .type('html')
        .send(parts.join(String(response.locals['nonce'])));
    },
  ];
}
