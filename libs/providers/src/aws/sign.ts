import { createHash, createHmac } from 'node:crypto';

export interface SigningKey {
  accessKeyId: string;
  secretAccessKey: string;
  region: string;
  service: string;
}

interface Signable {
  method: string;
  url: URL;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: string;
}

/**
 * Returns the `authorization` header of AWS Signature Version 4, for a URL without a query whose path needs no escapes. `headers`
 * must contain `x-amz-date`; each of them is signed, with the host.
 */
export function authorizationOf({ method, url, headers, body }: Signable, key: SigningKey): string {
  const time = headers['x-amz-date'] ?? '';
  const signed = Object.entries({ ...headers, host: url.host }).sort(([a], [b]) => (a < b ? -1 : 1));
  const names = signed.map(([name]) => name).join(';');
  const lines = signed.map(([name, value]) => `${name}:${value.trim()}\n`).join('');
  const request = [method, url.pathname, '', lines, names, digestOf(body)].join('\n');
  const scope = [time.slice(0, 8), key.region, key.service, 'aws4_request'];
  const secret = scope.reduce<Buffer | string>((derived, part) => hmac(derived, part), `AWS4${key.secretAccessKey}`);
  const text = ['AWS4-HMAC-SHA256', time, scope.join('/'), digestOf(request)].join('\n');
  const credential = `${key.accessKeyId}/${scope.join('/')}`;
  return `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names}, Signature=${hmac(secret, text).toString('hex')}`;
}

/** Time in the form of `x-amz-date`, `20261125T100000Z`. */
export const amzDate = (now: number): string => new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');

const digestOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

const hmac = (key: Buffer | string, text: string): Buffer => createHmac('sha256', key).update(text, 'utf8').digest();
