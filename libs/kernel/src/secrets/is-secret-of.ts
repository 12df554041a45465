import { createHash, timingSafeEqual } from 'node:crypto';

/** True if the text is one of the secrets; takes the same time wherever they differ. */
export function isSecretOf(text: string, secrets: readonly string[]): boolean {
  const digest = (each: string) => createHash('sha256').update(each).digest();
  const given = digest(text);
  return secrets.filter((secret) => timingSafeEqual(digest(secret), given)).length > 0;
}
