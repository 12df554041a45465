import { setTimeout as pause } from 'node:timers/promises';
import { type Result, ok, refused } from '@stopsms/kernel';
import createClient, { type Client } from 'openapi-fetch';

const PATIENCE_MS = 30_000;
const MAX_TRIES = 5;
const TOO_MANY_REQUESTS = 429;
/** Longest `Retry-After` that is waited for; a longer one is returned as a refusal. */
const MAX_WAIT_S = 10;
const MAX_ANSWER_BYTES = 32 * 1_024 * 1_024;
/** Error codes of a keep-alive connection that the peer closed while the request was sent. */
const CLOSED = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

export interface Caller {
  /** The caller's own header: all services know the same keys and people, and each checks their permissions. */
  authorization: string | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Client of another service, typed by its OpenAPI document (`Services` of libs/clients). Its requests change nothing there, so they are
 * repeated: after `Retry-After` when rate limited, and once after a closed connection.
 */
export const serviceClient = <Paths extends object>(
  baseUrl: string,
  { authorization, signal }: Caller,
): Client<Paths> =>
  createClient<Paths>({ baseUrl, fetch: patientFetch, headers: { authorization }, signal: signal ?? null });

/**
 * Awaits the response of a client.
 * @param fits - true if the body is as its type says, where a field of another form would be taken for something else
 * @returns refused with a description that follows the name of the service
 * @throws when `signal` is aborted
 */
export async function answerOf<T>(
  call: Promise<{ data?: T; error?: unknown; response: Response }>,
  fits: (body: T) => boolean,
  signal?: AbortSignal,
): Promise<Result<T, { code: 'away'; what: string; retryAfter?: number }>> {
  const away = (what: string) => ({ code: 'away' as const, what });
  try {
    const { data, error, response } = await call;
    if (data !== undefined && fits(data)) return ok(data);
    if (response.ok) return refused(away('gave an answer of another form: it may be of another release'));
    const { code = '', detail = '' } = Object(error) as { code?: string; detail?: string };
    const isTooMany = response.status === TOO_MANY_REQUESTS;
    const refusal = away(`answers ${response.status} ${code}: ${detail}`);
    return refused({ ...refusal, ...(isTooMany && { retryAfter: retryAfterOf(response) }) });
  } catch (error) {
    signal?.throwIfAborted();
    const { cause, message } = error as Error & { cause?: Error };
    return refused(away(`does not respond: ${cause?.message ?? message}`));
  }
}

/** True for a list whose items all have these fields. */
export const isListWith = <T extends object>(items: readonly T[], ...fields: (keyof T)[]): boolean =>
  Array.isArray(items) && items.every((item: T | null) => fields.every((field) => item?.[field] !== undefined));

async function patientFetch(request: Request, tries = 1): Promise<Response> {
  let response: Response;
  try {
    response = await boundedFetch(request.clone());
  } catch (error) {
    const { cause } = error as Error & { cause?: { code?: string } };
    if (tries === 1 && CLOSED.has(cause?.code ?? '')) return patientFetch(request, tries + 1);
    throw error;
  }
  const isWorthWaiting = tries < MAX_TRIES && retryAfterOf(response) <= MAX_WAIT_S;
  if (response.status !== TOO_MANY_REQUESTS || !isWorthWaiting) return response;
  await pause(1_000 * retryAfterOf(response), undefined, { signal: request.signal });
  return patientFetch(request, tries + 1);
}

/** Returns a response that has been read to its end. */
async function boundedFetch(request: Request): Promise<Response> {
  const response = await fetch(request, {
    signal: AbortSignal.any([request.signal, AbortSignal.timeout(PATIENCE_MS)]),
  });
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) throw new Error(`its answer has more than ${MAX_ANSWER_BYTES} bytes`);
    chunks.push(chunk);
  }
  return new Response(bytes === 0 ? null : Buffer.concat(chunks), response);
}

const retryAfterOf = ({ headers }: Response): number => Number(headers.get('retry-after') ?? 1);
