import { type Result, ok, refused } from '@stopsms/kernel';
import type { JWTPayload } from 'jose';
import type { Caller } from '../caller';
import { type Role, isRole } from '../roles';
import type { OidcSettings } from './oidc-settings';

export type Person = Extract<Caller, { kind: 'person' }>;
export type ClaimSettings = Pick<OidcSettings, 'OIDC_ROLES_CLAIM' | 'OIDC_ADVERTISERS_CLAIM' | 'OIDC_ROLE_NAMES'>;

/** OpenID Connect Core 1.0, section 2, `sub`. */
const MAX_SUBJECT_LENGTH = 255;
const MAX_NAME_LENGTH = 80;
const MAX_NAMES = 1_000;

export type ClaimRefusal = { code: 'token-malformed' | 'role-missing'; detail: string };

/**
 * Returns the person of a token. Claims of an unexpected shape grant nothing: no role, no advertiser.
 * @param claims - of a token that was verified
 */
export function personOf(claims: JWTPayload, settings: ClaimSettings): Result<Person, ClaimRefusal> {
  const subject = claims.sub;
  if (typeof subject !== 'string' || subject === '' || subject.length > MAX_SUBJECT_LENGTH) {
    return refused({
      code: 'token-malformed',
      detail: `The token’s sub is not 1 to ${MAX_SUBJECT_LENGTH} characters.`,
    });
  }
  const roles = rolesOf(namesIn(claims, settings.OIDC_ROLES_CLAIM), settings.OIDC_ROLE_NAMES);
  if (roles.length === 0) {
    const detail = `The token’s ${settings.OIDC_ROLES_CLAIM} claim contains no role of this platform. Ask the administrator of the identity provider for one.`;
    return refused({ code: 'role-missing', detail });
  }
  const advertisers = namesIn(claims, settings.OIDC_ADVERTISERS_CLAIM).map((id) => id.toLowerCase());
  return ok({
    kind: 'person',
    subject,
    name: nameOf(claims) ?? subject,
    roles,
    advertisers: [...new Set(advertisers)],
  });
}

function rolesOf(names: string[], mapped: ReadonlyMap<string, readonly Role[]> | undefined): Role[] {
  // Where names are mapped, a role that the provider happens to call `admin` too is none of ours.
  const found = names.flatMap((name) => (mapped ? (mapped.get(name) ?? []) : isRole(name) ? [name] : []));
  return [...new Set(found)];
}

/** Returns the list of names, or the single name, of a claim or at the end of a path of claims. */
function namesIn(claims: JWTPayload, path: string): string[] {
  const value = Object.hasOwn(claims, path) ? claims[path] : path.split('.').reduce<unknown>(memberOf, claims);
  const names = typeof value === 'string' ? [value] : value;
  const isList = Array.isArray(names) && names.length <= MAX_NAMES && names.every((name) => typeof name === 'string');
  return isList ? (names as string[]) : [];
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;

/** Returns a name for display beside the subject, which alone identifies the person. */
function nameOf({ name, preferred_username: user }: JWTPayload): string | undefined {
  for (const each of [name, user]) {
    if (typeof each !== 'string') continue;
    // No line ends, no characters that reverse the text that follows.
    const shown = each.replace(/[\p{C}\p{Z}]+/gu, ' ').trim();
    if (shown !== '') return [...shown].slice(0, MAX_NAME_LENGTH).join('');
  }
  return undefined;
}
