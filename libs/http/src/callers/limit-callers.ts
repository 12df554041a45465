import { networkOf } from '@stopsms/kernel';
import type { RequestHandler } from 'express';
import { Problem } from '../problem';
import { MAX_NETWORKS, RateLimit } from '../rate-limit';

/** Limits requests of each network, an IPv4 address or the /64 of an IPv6 one, in this replica; twice as many at once. */
export function limitCallers(perSecond: number): RequestHandler {
  const limit = new RateLimit(perSecond, MAX_NETWORKS);
  return ({ ip = '' }, _response, next) => {
    const seconds = limit.refuses(networkOf(ip));
    if (seconds === undefined) return next();
    next(
      Problem.tooMany(`Too many requests of your network. Try again in ${seconds} s. Nothing was changed.`, seconds),
    );
  };
}
