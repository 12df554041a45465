import { Problem } from '@stopsms/service-kit';
import type { RequestHandler } from 'express';
import type { ConsoleSettings } from '../settings/settings';

/** The console speaks HTTP alone: an upgraded connection would pass by every check. */
export const noUpgrades: RequestHandler = (request, _response, next) => {
  if (request.headers.upgrade === undefined) return next();
  next(new Problem('upgrade-refused', 'The console speaks HTTP alone. What goes on is told by server-sent events.'));
};

/** Figures and health are for the inside: orchestrator and Prometheus ask by address. By the name that people use, nothing is there. */
export function insideAlone({ STOPSMS_MODE, CONSOLE_URL }: ConsoleSettings): RequestHandler {
  const { host } = new URL(CONSOLE_URL);
  return (request, _response, next) => {
    if (
      STOPSMS_MODE === 'production' &&
      request.headers.host === host &&
      /^\/(?:health|metrics)(?:\/|$)/i.test(request.path)
    ) {
      return next(new Problem('no-such-route', 'There is nothing at this address.'));
    }
    next();
  };
}
