import { type Caller, type ClaimSettings, personOf as readPerson } from '@stopsms/access';

/** The person as services read it from the token, and the provider's language if there is one. */
type Person = Extract<Caller, { kind: 'person' }> & { locale: string | undefined };

/**
 * Person of an access token, for pages to decide what to show. Grants no access: the token came from the provider itself, so its signature
 * is not verified here; each service verifies it. @returns undefined if it is not a JWT or contains no known role
 */
export function personOf(accessToken: string, settings: ClaimSettings): Person | undefined {
  const claims = claimsOf(accessToken);
  const read = readPerson(claims, settings);
  const { locale } = claims;
  return read.ok ? { ...read.value, locale: typeof locale === 'string' ? locale : undefined } : undefined;
}

function claimsOf(token: string): Record<string, unknown> {
  try {
    const read = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as unknown;
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
