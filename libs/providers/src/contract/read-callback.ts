import type { CallbackRequest } from './callbacks';

/** JSON of the body; undefined if it is none. */
export function jsonOf({ body }: CallbackRequest): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
