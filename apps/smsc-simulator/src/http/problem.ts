import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { z } from 'zod';

/** An answer as RFC 9457 has it. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
  ) {
    super(detail);
  }
}

/**
 * The value as the schema gives it.
 * @throws Problem 400 naming each field that is wrong
 */
export function parsed<S extends z.ZodType>(schema: S, value: unknown, what: string): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const wrong = result.error.issues.map(({ path, message }) => `${[what, ...path].join('.')}: ${message}`);
  throw new Problem(400, 'Bad request', wrong.join('; '));
}

export const noSuchRoute: RequestHandler = ({ method, path }) => {
  throw new Problem(404, 'Not found', `There is no ${method} ${path}.`);
};

/** express knows an error handler by its four parameters. */
export const answerWithProblem: ErrorRequestHandler = (error, _request, response, _next) => {
  const { status, title, detail } = problemOf(error as Error);
  response.status(status).type('application/problem+json');
  response.send(JSON.stringify({ type: 'about:blank', title, status, detail }));
};

/** The body parser's and router's own errors carry a status; anything else is a bug of ours. */
function problemOf(error: Error & { status?: number; type?: string }): Problem {
  if (error instanceof Problem) return error;
  const { status = 500, type, message } = error;
  if (type === 'entity.parse.failed') return new Problem(status, 'Bad request', `The body is not JSON: ${message}`);
  return status < 500
    ? new Problem(status, 'Bad request', message)
    : new Problem(500, 'Internal error', 'The simulator failed on this request; it goes on.');
}
