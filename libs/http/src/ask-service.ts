import { setTimeout as pause } from 'node:timers/promises';
import { type Result, ok, refused } from '@stopsms/kernel';

const PATIENCE_MS = 30_000;
const MAX_TRIES = 5;
const TOO_MANY_REQUESTS = 429;
/** Longest `Retry-After` that is waited for; a longer one is returned as a refusal. */
const MAX_WAIT_S = 10;
/** Error codes of a keep-alive connection that the peer closed while the request was sent. */
const CLOSED = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/** A request from one service to another, on behalf of the caller. It changes nothing, so it may be repeated. */
export interface Question {
  /** Base URL of the other service. */
  url: string;
  method: 'GET' | 'POST';
  path: string;
  body?: object;
  /** The caller's own header: all services know the same keys and people, and each checks their permissions. */
  authorization: string | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Returns the JSON of the response. Retries after `Retry-After` when rate limited, and once after a closed connection.
 * @returns refused with a description that follows the name of the service
 * @throws when `signal` is aborted
 */
export async function askService(
  question: Question,
  tries = 1,
): Promise<Result<unknown, { code: 'away'; what: string; retryAfter?: number }>> {
  const { url, method, path, body, authorization, signal } = question;
  const patience = AbortSignal.timeout(PATIENCE_MS);
  try {
    const response = await fetch(new URL(path, url), {
      method,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(authorization !== undefined && { authorization }),
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
    });
    const answer: unknown = await response.json();
    if (response.ok) return ok(answer);
    const retryAfter = Number(response.headers.get('retry-after') ?? 1);
    const isTooMany = response.status === TOO_MANY_REQUESTS;
    if (isTooMany && tries < MAX_TRIES && retryAfter <= MAX_WAIT_S) {
      await pause(1_000 * retryAfter, undefined, { ...(signal && { signal }) });
      return await askService(question, tries + 1);
    }
    const { code = '', detail = '' } = answer as { code?: string; detail?: string };
    const what = `answers ${response.status} ${code}: ${detail}`;
    return refused({ code: 'away', what, ...(isTooMany && { retryAfter }) });
  } catch (error) {
    signal?.throwIfAborted();
    const { cause, message } = error as Error & { cause?: Error & { code?: string } };
    if (tries === 1 && CLOSED.has(cause?.code ?? '')) return await askService(question, tries + 1);
    return refused({ code: 'away', what: `does not respond: ${cause?.message ?? message}` });
  }
}
