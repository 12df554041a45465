import {
  type ArgumentsHost,
  BadRequestException,
  Catch,
  type ExceptionFilter,
  HttpException,
  NotFoundException,
} from '@nestjs/common';
import { kindOf, problemType } from '@stopsms/contracts';
import { isTransient } from '@stopsms/messaging';
import type { Log } from '@stopsms/service';
import type { Request, Response } from 'express';
import { problemOfBody } from './json-body';
import { methodsAt } from './other-methods';
import { Problem } from '../problem';

const RETRY_AFTER_SECONDS = '5';
/** Problems of 5xx that are no faults: `Readiness` logs failures of its own, and deliveries above a limit are counted. */
const UNLOGGED: ReadonlySet<string> = new Set(['not-ready', 'deliveries-busy']);

/** Responds to every error with `application/problem+json`; internal faults are logged and not described to the caller. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  /** @param onRefusal - called with each problem before the response */
  constructor(
    private readonly log: Log,
    private readonly onRefusal?: (request: Request, problem: Problem) => void,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const response = http.getResponse<Response>();
    const request = http.getRequest<Request>();
    const problem = problemOf(error, request, response);
    this.onRefusal?.(request, problem);
    const status = problem.getStatus();
    if (status >= 500 && !UNLOGGED.has(problem.code)) this.log.error({ err: error, status }, 'Request failed');
    if (problem.retryAfter !== undefined && !response.headersSent)
      response.setHeader('Retry-After', String(problem.retryAfter));
    if (status === 503) response.setHeader('Retry-After', RETRY_AFTER_SECONDS);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response
      .status(status)
      .type('application/problem+json')
      .send(JSON.stringify(bodyOf(problem)));
  }
}

/** Returns the members of RFC 9457 and our own. */
export function bodyOf({ code, detail, more }: Problem): object {
  const { status, title } = kindOf(code);
  return { type: problemType(code), title, status, detail, code, ...more };
}

/** Returns the problem that an error is reported as. */
export function problemOf(error: unknown, request: Request, response: Response): Problem {
  if (error instanceof Problem) return error;
  const ofBody = problemOfBody(error);
  if (ofBody) return ofBody;
  if (error instanceof HttpException) {
    const unready = unreadiness(error);
    if (unready) return unready;
    // Thrown by the router; a route that finds nothing throws a problem.
    if (error instanceof NotFoundException) return noRoute(request, response);
    // Thrown by the router for a path that it cannot decode.
    if (error instanceof BadRequestException) {
      return new Problem(
        'address-unreadable',
        'The URL contains a % that starts no valid escape. Percent-encode special characters, e.g. + as %2B.',
      );
    }
  }
  if (isTransient(error)) {
    return new Problem(
      'unavailable',
      'A component that this service needs is unavailable. Nothing was changed. Try again.',
    );
  }
  return new Problem('internal', 'An unexpected error occurred and was logged.');
}

function noRoute(request: Request, response: Response): Problem {
  const methods = methodsAt(request);
  if (methods.length === 0) {
    return new Problem('no-such-route', 'There is no route at this URL. /docs lists the routes of this service.');
  }
  response.setHeader('Allow', methods.join(', '));
  return new Problem(
    'method-not-allowed',
    `${request.method} is not allowed at this URL. Allowed: ${methods.join(' and ')}.`,
  );
}

/** Returns the problem of a failed health check, with its details. */
function unreadiness(error: HttpException): Problem | undefined {
  const answer = error.getResponse();
  if (typeof answer !== 'object' || !('details' in answer)) return undefined;
  const details = answer.details as Record<string, { status: string; message?: string; since?: string }>;
  const down = Object.entries(details).filter(([, { status }]) => status === 'down');
  const reasons = down.map(([name, { message, since }]) => `${name}: ${message}${since ? ` (since ${since})` : ''}`);
  return new Problem('not-ready', reasons.join('; '), { details });
}
