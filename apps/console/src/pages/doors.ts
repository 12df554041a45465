import { Problem } from '@stopsms/http';
import type { RequestHandler } from 'express';
import type { ConsoleSettings } from '../settings/settings';

/** The console speaks HTTP alone: an upgraded connection would pass by every check. */
export const noUpgrades: RequestHandler = (request, _response, next) => {
  if (request.headers.upgrade === undefined) return next();
  next(new Problem('upgrade-refused', 'The console supports HTTP only. Live updates use server-sent events.'));
};

const INSIDE = /^\/(?:health|metrics)(?:\/|$)/i;

/**
 * Metrics and health are internal: orchestrator and Prometheus query by address. In production mode they are not served under the public
 * name or through a proxy.
 */
export function insideAlone({
  STOPSMS_MODE,
  CONSOLE_URL,
}: Pick<ConsoleSettings, 'STOPSMS_MODE' | 'CONSOLE_URL'>): RequestHandler {
  const { hostname } = new URL(CONSOLE_URL);
  return ({ headers, path }, _response, next) => {
    const name = (headers.host ?? '').toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');
    const isOutside = name === hostname || headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
    if (STOPSMS_MODE === 'production' && isOutside && INSIDE.test(path)) {
      return next(new Problem('no-such-route', 'There is no route at this URL.'));
    }
    next();
  };
}
