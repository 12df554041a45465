import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import express, { type RequestHandler } from 'express';
import sirv from 'sirv';

/** Folder of the build of `apps/console/web`, beside that of the server. */
const BUILT = resolve(__dirname, '../../../console-web');
/** Placeholder that the build puts into the page; each response replaces it with its own value. */
const NONCE = 'STOPSMS_CSP_NONCE';
/** Paths without pages: an unknown URL below them is not answered with the page. */
const NO_PAGE = /^\/(?:api|session|alerts|health|metrics|assets)(?:\/|$)/;
const ICON = '/icon.svg';
const YEAR_S = 365 * 86_400;

/** Response while the application is not built. */
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

const reads = (method: string): boolean => ['GET', 'HEAD'].includes(method);

/** The browser application: hashed files for a year, and its one page, fresh each time, at every address that is a page. */
export function pages(folder = BUILT): RequestHandler[] {
  const file = join(folder, 'index.html');
  const isBuilt = existsSync(file);
  const parts = (isBuilt ? readFileSync(file, 'utf8') : PLAIN).split(NONCE);
  return [
    ...(isBuilt ? [files(folder)] : []),
    (request, response, next) => {
      const isPage = reads(request.method) && !NO_PAGE.test(request.path) && request.accepts('html');
      if (!isPage) return next();
      response
        .set('cache-control', 'no-store')
        .type('html')
        .send(parts.join(String(response.locals['nonce'])));
    },
  ];
}

/** The hashed ones as the build has compressed them, for whoever takes that: no ingress does so by itself, and it is a third of the bytes. */
function files(folder: string): RequestHandler {
  const hashed = sirv(join(folder, 'assets'), {
    brotli: true,
    gzip: true,
    etag: true,
    maxAge: YEAR_S,
    immutable: true,
    extensions: [],
    // Of a file that is there; sirv would keep the header that every other answer has.
    setHeaders: (response) => response.removeHeader('cache-control'),
  });
  const router = express.Router();
  router.use('/assets', (request, response, next) =>
    reads(request.method) ? hashed(request, response, next) : next(),
  );
  router.get(ICON, (_request, response) => response.set('cache-control', 'no-cache').sendFile(join(folder, ICON)));
  return router;
}
