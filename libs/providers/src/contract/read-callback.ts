import type { CallbackRequest } from './callbacks';

/** JSON of the body; undefined for invalid JSON. */
export function jsonOf({ body }: CallbackRequest): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
