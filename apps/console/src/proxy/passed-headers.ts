import type { IncomingHttpHeaders } from 'node:http';

// Lists of what passes, both ways: a header that nobody thought of does not.

/** Headers of a request that services read. `x-request-id` and `user-agent` are for their audit events. */
const OF_REQUESTS = [
  ...['accept', 'accept-language', 'content-type', 'content-length', 'content-encoding', 'if-match', 'if-none-match'],
  ...['idempotency-key', 'last-event-id', 'user-agent', 'x-request-id', 'traceparent', 'tracestate'],
];
/** Headers of an answer that pages read. */
const OF_ANSWERS = [
  ...['content-type', 'content-length', 'content-disposition', 'cache-control', 'etag', 'last-modified', 'link'],
  ...['allow', 'retry-after', 'x-export-id', 'x-evidence-id'],
];

/** Responses of services are data: rendered as a page by mistake, they do nothing. */
const ANSWERS_ARE_DATA = "default-src 'none'; frame-ancestors 'none'; sandbox";

/** @param from - address of whoever asks the console */
export function headersToService(
  given: IncomingHttpHeaders,
  { token, from, hasBody }: { token: string; from: string | undefined; hasBody: boolean },
): Record<string, string> {
  const passed = pick(given, OF_REQUESTS);
  if (!hasBody) delete passed['content-length'];
  passed['authorization'] = `Bearer ${token}`;
  if (from !== undefined) passed['x-forwarded-for'] = from;
  return passed;
}

export function headersToBrowser(given: IncomingHttpHeaders): Record<string, string> {
  const passed = { 'cache-control': 'no-store', ...pick(given, OF_ANSWERS) };
  return {
    ...passed,
    'content-security-policy': ANSWERS_ARE_DATA,
    // A stream arrives as it is sent, even through a proxy before the console.
    ...(isStream(given) && { 'x-accel-buffering': 'no' }),
  };
}

export const isStream = (headers: IncomingHttpHeaders): boolean =>
  headers['content-type']?.startsWith('text/event-stream') ?? false;

function pick(given: IncomingHttpHeaders, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = given[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}
