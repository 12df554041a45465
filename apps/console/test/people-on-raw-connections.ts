import { RawConnection } from '@stopsms/testing';
import type { Bed, Session } from './bed';
import type { Browser } from './browser';
import type { ReceivedRequest } from './fake-service';

export interface Somebody {
  person: string;
  browser: Browser;
  session: Session;
}

export async function signIn(bed: Bed, person: string): Promise<Somebody> {
  return { person, ...(await bed.signIn(person)) };
}

/** Header lines with which somebody's own page asks for something. */
export function linesOf({ browser, session }: Somebody): string[] {
  return [`Cookie: stopsms=${browser.cookie('stopsms')?.value}`, `X-CSRF-Token: ${session.csrf}`, AGENT];
}

/** A session is held to its browser. */
const AGENT = 'User-Agent: Test/1.0 (a browser)';

/** The subject of the token with which a service was asked. */
export function subjectOf({ headers }: ReceivedRequest): unknown {
  const [, payload = ''] = (headers.authorization ?? '').split('.');
  try {
    return (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { sub?: unknown }).sub;
  } catch {
    return undefined;
  }
}

/** One request on a raw connection, with the lines of that person. */
export async function askRaw(url: string, who: Somebody, first: string, more: string[] = [], body = '') {
  const connection = await RawConnection.open(url);
  const { host } = new URL(url);
  connection.write([`${first} HTTP/1.1`, `Host: ${host}`, ...linesOf(who), ...more, '', body].join('\r\n'));
  return connection;
}
