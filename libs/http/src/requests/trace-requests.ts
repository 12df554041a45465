import { traceparentFrom } from '@stopsms/kernel';
import { childSpan, endSpan, rootSpan, runUnder } from '@stopsms/tracing';
import type { NextFunction, Request, Response } from 'express';

// Replaces the stock instrumentation of Node's HTTP, which records whole URLs: ours may contain a caller's input and the tokens of
// unsubscribe links. Only the attributes named here are recorded.

/** Paths that are polled every few seconds. */
const UNTRACED = /^\/(health|metrics|docs|openapi)/;

/** Starts a span for each request: in the caller's trace if the caller records one, else in a new one. */
export function traceRequests(request: Request, response: Response, next: NextFunction): void {
  const { method, path } = request;
  if (UNTRACED.test(path)) return next();
  const carried = request.header('traceparent');
  const start = { kind: 'server' as const, attributes: { 'http.request.method': method } };
  const hasCaller = carried !== undefined && traceparentFrom(carried) === carried;
  const span = hasCaller ? childSpan(carried, method, start) : rootSpan(method, start);
  if (!span) return next();
  response.once('close', () => {
    const route = (request.route as { path?: unknown } | undefined)?.path;
    if (typeof route === 'string') {
      span.updateName(`${method} ${route}`);
      span.setAttribute('http.route', route);
    }
    span.setAttribute('http.response.status_code', response.statusCode);
    endSpan(span, response.statusCode >= 500 ? { code: response.statusCode } : undefined);
  });
  runUnder(span, next);
}
