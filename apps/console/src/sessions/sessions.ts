import { hkdfSync, randomBytes } from 'node:crypto';
import { isSecretOf } from '@stopsms/kernel';
import type { Pool } from 'pg';
import connectPgSimple from 'connect-pg-simple';
import type { Request, RequestHandler } from 'express';
import session from 'express-session';
import type { ConsoleSettings } from '../settings/settings';

declare module 'express-session' {
  interface SessionData {
    subject: string;
    csrf: string;
    /** See `boundTo`. */
    boundTo: string;
    /** Epoch ms: the session ends then, however busy. */
    endsAt: number;
  }
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const PRUNE_EVERY_S = 600;

/**
 * Sessions on the server: the browser has a cookie with a random name of one, signed, that no script reads and no other site
 * sends. Each request puts off the end by `SESSION_IDLE_MINUTES`.
 */
export function sessionsOf(settings: ConsoleSettings, pool: Pool): { handle: RequestHandler; close: () => void } {
  const { SESSION_SECRET, SESSION_IDLE_MINUTES } = settings;
  const secure = isSecure(settings);
  const Store = connectPgSimple(session);
  const store = new Store({
    pool,
    tableName: 'session',
    pruneSessionInterval: PRUNE_EVERY_S,
    // A failed prune is tried again; requests report a database that is down.
    errorLog: () => undefined,
  });
  const handle = session({
    name: secure ? '__Host-stopsms' : 'stopsms',
    secret: SESSION_SECRET.split(',').map(cookieSecret),
    store,
    resave: false,
    saveUninitialized: false,
    rolling: true,
    unset: 'destroy',
    // TLS ends before us; the proxy that ended it reports it, and the name __Host- holds the browser to it.
    proxy: true,
    cookie: { httpOnly: true, secure, sameSite: 'strict', path: '/', maxAge: SESSION_IDLE_MINUTES * MINUTE_MS },
  });
  return { handle, close: () => store.close() };
}

export const isSecure = ({ CONSOLE_URL }: Pick<ConsoleSettings, 'CONSOLE_URL'>): boolean =>
  CONSOLE_URL.startsWith('https://');

/** Derives the secret of cookies from the key that seals tokens: neither reveals the other. */
const cookieSecret = (key: string): string =>
  Buffer.from(hkdfSync('sha256', Buffer.from(key.trim(), 'base64'), '', 'stopsms console cookies', 32)).toString('hex');

/** Under a new name, so that one that somebody lent a browser before is worth nothing. */
export async function beginSession(
  request: Request,
  of: { subject: string; boundTo: string; hours: number },
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    request.session.regenerate((error?: Error) => (error ? reject(error) : resolve()));
  });
  Object.assign(request.session, {
    subject: of.subject,
    boundTo: of.boundTo,
    csrf: randomBytes(32).toString('base64url'),
    endsAt: Date.now() + of.hours * HOUR_MS,
  });
  await new Promise<void>((resolve, reject) => {
    request.session.save((error?: Error) => (error ? reject(error) : resolve()));
  });
}

export const endSession = (request: Request): Promise<void> =>
  new Promise((resolve, reject) => {
    request.session.destroy((error?: Error) => (error ? reject(error) : resolve()));
  });

/** Compares in constant time. */
export function isSame(expected: string, given: unknown): boolean {
  return typeof given === 'string' && isSecretOf(given, [expected]);
}
