/** Returns the response of a route that must succeed. */
export class ApiError extends Error {}

/** Calls a JSON route. @throws ApiError with method, address, status and the problem's text */
export async function call<R>(
  method: string,
  url: string,
  body?: unknown,
  contentType = 'application/json',
): Promise<R> {
  const payload =
    body === undefined ? null : contentType === 'application/json' ? JSON.stringify(body) : (body as Buffer);
  const response = await fetch(url, {
    method,
    body: payload,
    headers: payload === null ? {} : { 'content-type': contentType },
    signal: AbortSignal.timeout(120_000),
  });
  const text = await response.text();
  if (!response.ok) throw new ApiError(`${method} ${url} answered ${response.status}: ${text.slice(0, 500)}`);
  return (text === '' ? undefined : JSON.parse(text)) as R;
}

export const get = <R>(url: string): Promise<R> => call<R>('GET', url);
export const post = <R>(url: string, body?: unknown): Promise<R> => call<R>('POST', url, body);
