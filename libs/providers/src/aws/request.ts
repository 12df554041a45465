import type { HttpRequest } from '../http/http-call';
import { type SigningKey, amzDate, authorizationOf } from './sign';

/** Signed request of an operation of the SMS API. */
export function requestOf(
  operation: string,
  content: object,
  { key, baseUrl, now }: { key: Omit<SigningKey, 'service'>; baseUrl: string; now: number },
): HttpRequest & { method: 'POST'; body: string } {
  const body = JSON.stringify(content);
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-date': amzDate(now),
    'x-amz-target': `PinpointSMSVoiceV2.${operation}`,
  };
  const url = new URL('/', baseUrl);
  const authorization = authorizationOf({ method: 'POST', url, headers, body }, { ...key, service: 'sms-voice' });
  return { method: 'POST', path: '/', headers: { ...headers, authorization }, body };
}

/** Type of an exception without its namespace; empty if the answer has none. */
export const exceptionOf = (type: unknown): string =>
  /(?:^|#)(\w+)(?::|$)/.exec(typeof type === 'string' ? type : '')?.[1] ?? '';
