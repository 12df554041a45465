import type { Metrics } from '@stopsms/service';
import type { NextFunction, Request, Response } from 'express';
import { Histogram } from 'prom-client';

/** Probes and scrapes are no requests of anybody's: a red probe would count as a fault. */
const OWN = /^\/(health\/|metrics|docs|openapi)/;

/** Duration of requests by the route's pattern, never by its path, which holds ids and tokens. */
export function countRequests({
  registry,
}: Metrics): (request: Request, response: Response, next: NextFunction) => void {
  const seconds = new Histogram({
    name: 'stopsms_http_request_duration_seconds',
    help: 'Duration of requests by route and status, without probes, scrapes and event streams; `aborted`: the caller disconnected',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  return (request, response, next) => {
    if (OWN.test(request.path)) return next();
    const startedAt = performance.now();
    response.once('close', () => {
      // A stream lasts for as long as somebody watches, which says nothing of how fast we are.
      if (String(response.getHeader('content-type')).startsWith('text/event-stream')) return;
      const { path } = (request.route ?? {}) as { path?: string };
      const status = response.writableFinished ? String(response.statusCode) : 'aborted';
      // Whoever tries paths and methods at random must not make series.
      const labels =
        path === undefined ? { method: 'any', route: 'none', status } : { method: request.method, route: path, status };
      seconds.observe(labels, (performance.now() - startedAt) / 1_000);
    });
    next();
  };
}
