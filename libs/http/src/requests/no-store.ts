import type { NextFunction, Request, Response } from 'express';

/** Default `Cache-Control` of responses. */
export const NO_STORE = 'no-store';

/** Paths of the API documentation, which is the same for everybody. */
const PUBLIC = /^\/(docs(\/|$)|openapi\.json$)/;

/**
 * Keeps responses out of caches of proxies and browsers: almost all contain personal data or are for one caller, and
 * `Authorization` alone prevents shared caching only by default.
 */
export function forbidCaching({ path }: Request, response: Response, next: NextFunction): void {
  if (!PUBLIC.test(path)) response.setHeader('Cache-Control', NO_STORE);
  next();
}
