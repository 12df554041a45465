import { createHash, timingSafeEqual } from 'node:crypto';
import type { CallbackRequest } from './callbacks';

/** True if the text is one of the secrets; takes the same time wherever they differ. */
export function isSecretOf(text: string, secrets: readonly string[]): boolean {
  const digest = (each: string) => createHash('sha256').update(each).digest();
  const given = digest(text);
  return secrets.filter((secret) => timingSafeEqual(digest(secret), given)).length > 0;
}

/** JSON of the body; undefined if it is none. */
export function jsonOf({ body }: CallbackRequest): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
