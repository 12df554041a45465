import { STATUS_CODES } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { isTransient } from '@stopsms/messaging';
import type { Response } from 'express';
import { ZodValidationException } from 'nestjs-zod';
import type { ZodError } from 'zod';
import type { Log } from '../log';
import { Problem } from './problem';

const RETRY_AFTER_SECONDS = '5';

/** Every error leaves as `application/problem+json`; faults of ours are logged and never described to the caller. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const { status, ...body } = this.describe(error);
    // A failing readiness probe is told by the probe itself, each few seconds.
    if (status >= 500 && !('details' in body)) this.log.error({ err: error, status }, 'Request failed');
    if (status === 503) response.setHeader('Retry-After', RETRY_AFTER_SECONDS);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response
      .status(status)
      .type('application/problem+json')
      .send(JSON.stringify({ title: STATUS_CODES[status], status, ...body }));
  }

  private describe(error: unknown): { status: number; type: string; detail?: string } & Record<string, unknown> {
    if (error instanceof Problem) {
      const { code, detail, more } = error;
      return { status: error.getStatus(), type: `urn:stopsms:problem:${code}`, code, detail, ...more };
    }
    if (error instanceof ZodValidationException) {
      const errors = (error.getZodError() as ZodError).issues.map(({ path, message }) => ({
        path: path.join('.'),
        message,
      }));
      const detail = errors.map(({ path, message }) => `${path || 'body'}: ${message}`).join('; ');
      return { status: 400, type: 'urn:stopsms:problem:invalid-request', code: 'invalid-request', detail, errors };
    }
    if (error instanceof HttpException) return { status: error.getStatus(), type: 'about:blank', ...answerOf(error) };
    // What express's body parsers throw: too large, cut off, of an unknown charset.
    const { status, expose } = error as { status?: unknown; expose?: unknown };
    if (typeof status === 'number' && status >= 400 && status < 500 && expose === true) {
      return { status, type: 'about:blank', detail: (error as Error).message };
    }
    if (isTransient(error)) {
      const detail = 'A part this service needs is away for the moment; nothing was done. Try again.';
      return { status: 503, type: 'urn:stopsms:problem:unavailable', code: 'unavailable', detail };
    }
    return { status: 500, type: 'about:blank', detail: 'Unexpected fault; it was logged.' };
  }
}

/** A failed health check answers with its details, everything else with its message. */
function answerOf(error: HttpException): { detail: string; details?: unknown } {
  const answer = error.getResponse();
  if (typeof answer !== 'object' || !('details' in answer)) return { detail: error.message };
  const details = answer.details as Record<string, { status: string; message?: string; since?: string }>;
  const down = Object.entries(details).filter(([, { status }]) => status === 'down');
  const told = down.map(([name, { message, since }]) => `${name}: ${message}${since ? ` (since ${since})` : ''}`);
  return { detail: told.join('; '), details };
}
