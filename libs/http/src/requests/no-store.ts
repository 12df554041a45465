import type { NextFunction, Request, Response } from 'express';

/** `Cache-Control` of every answer that a route does not give another one. */
export const NO_STORE = 'no-store';

/** The description of the API, which is the same for everybody. */
const PUBLIC = /^\/(docs(\/|$)|openapi\.json$)/;

/**
 * Keeps answers out of the caches of proxies and browsers: almost every one holds personal data, or is for one caller alone, and
 * `Authorization` alone keeps a shared cache from storing it only as long as nobody configures it otherwise.
 */
export function forbidCaching({ path }: Request, response: Response, next: NextFunction): void {
  if (!PUBLIC.test(path)) response.setHeader('Cache-Control', NO_STORE);
  next();
}
