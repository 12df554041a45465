/** A refusal of a service, as its problem details state it, or an unreachable service. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  /**
   * @param status - of HTTP; 0 when there was no answer
   * @param code - as docs/problems.md has it, `unreachable` when there was no answer
   * @param detail - the service's own words, in English
   * @param rest - what else the problem says, such as `errors` of a form
   */
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly rest: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail === '' ? code : detail);
  }
}

/** @param body - of an answer that is no success, whatever a server or something before it wrote */
export function problemOf(status: number, body: unknown): ProblemError {
  const said: Record<string, unknown> = typeof body === 'object' && body !== null ? { ...body } : {};
  const text = (name: string): string => (typeof said[name] === 'string' ? said[name] : '');
  return new ProblemError(status, text('code') || `http-${status}`, text('detail') || text('title'), said);
}

/** True if a retry may help: the request itself was right. */
export const mayPass = (error: unknown): boolean =>
  error instanceof ProblemError && (error.status === 0 || error.status === 429 || error.status >= 500);
