import type { RequestHandler } from 'express';

const HSTS = 'max-age=63072000';

/**
 * Redirects what a trusted proxy accepted without TLS to the same address with TLS, and lets browsers use TLS alone from then on. Without
 * a proxy TLS is not visible, and callers inside of a cluster have none.
 */
export const needTls: RequestHandler = (request, response, next) => {
  if (request.headers['x-forwarded-proto'] === undefined) return next();
  if (request.secure) {
    response.setHeader('Strict-Transport-Security', HSTS);
    return next();
  }
  // A proxy that is not trusted: anybody could have sent the header.
  if (!isProxyTrusted(request)) return next();
  response.redirect(308, `https://${request.host}${request.originalUrl}`);
};

const isProxyTrusted = ({ app, socket }: Parameters<RequestHandler>[0]): boolean =>
  (app.get('trust proxy fn') as (address: string | undefined, hop: number) => boolean)(socket.remoteAddress, 0);
