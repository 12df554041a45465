import { createHash, createHmac } from 'node:crypto';
import { parse, stringify } from 'node:querystring';
import type { CallbackRequest } from '../contract/callbacks';
import { isSecretOf } from '@stopsms/kernel';

/**
 * True if Twilio signed the request: `X-Twilio-Signature` is Base64 of HMAC-SHA1 over the URL and the sorted fields of the form. A
 * proxy in between may add or remove the port and encode the query anew, so each form of the URL counts. JSON has no fields; its
 * digest is `bodySHA256` of the query.
 */
export function isSignedByTwilio(request: CallbackRequest, tokens: readonly string[]): boolean {
  const signature = request.headers['x-twilio-signature'];
  if (typeof signature !== 'string' || tokens.length === 0) return false;
  const fields = fieldsOf(request);
  if (fields === undefined) return false;
  const expected = urlsOf(request.url).flatMap((url) => tokens.map((token) => signatureOf(url + fields, token)));
  return isSecretOf(signature, expected);
}

export const signatureOf = (text: string, token: string): string =>
  createHmac('sha1', token).update(text, 'utf8').digest('base64');

/** Fields as they are signed; undefined if the body is not that of its digest. */
function fieldsOf({ url, headers, body }: CallbackRequest): string | undefined {
  const digest = /[?&]bodySHA256=([0-9a-f]{64})(?:&|$)/i.exec(url)?.[1];
  if (digest !== undefined) {
    return createHash('sha256').update(body).digest('hex') === digest.toLowerCase() ? '' : undefined;
  }
  if (!/^application\/x-www-form-urlencoded/i.test(headers['content-type'] ?? ''))
    return body.length === 0 ? '' : undefined;
  const form = parse(body.toString('utf8'), '&', '=', { maxKeys: 0 });
  return Object.keys(form)
    .sort()
    .map((name) =>
      [...new Set([form[name] ?? ''].flat())]
        .sort()
        .map((value) => name + value)
        .join(''),
    )
    .join('');
}

function urlsOf(url: string): string[] {
  const match = /^(https?):\/\/([^/?#:]+)(?::(\d+))?([^?#]*)(?:\?([^#]*))?/i.exec(url);
  if (!match) return [];
  const [, scheme = '', host = '', port, path = '', query] = match;
  const standard = scheme.toLowerCase() === 'https' ? '443' : '80';
  const ports = ['', `:${port ?? standard}`];
  const queries = query === undefined ? [''] : [`?${query}`, `?${stringify(parse(query))}`];
  return ports.flatMap((each) => queries.map((text) => `${scheme}://${host}${each}${path}${text}`));
}
