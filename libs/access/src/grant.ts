import { Problem } from '@stopsms/http';
import type { Caller } from './caller';
import { type PermissionName, openingRoles, opensByScope, permissionOf } from './permissions';
import type { Role } from './roles';

/** Returns whether a caller has a further permission, for parts of a response that need one. */
export function isGranted(caller: Caller, name: PermissionName): boolean {
  try {
    grantOf(caller, name);
    return true;
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}

/**
 * Returns the limits of a caller's permission.
 * @returns the only advertisers it holds for; undefined without a limit
 * @throws Problem 403 without the permission
 */
export function grantOf(caller: Caller, name: PermissionName): readonly string[] | undefined {
  const permission = permissionOf(name);
  switch (caller.kind) {
    case 'anyone':
      return undefined;
    case 'operator':
      return grantOfRoles([caller.role], [], name);
    case 'person':
      return grantOfRoles(caller.roles, caller.advertisers, name);
    case 'advertiser':
      if (opensByScope(permission, caller.scopes)) return [caller.advertiserId];
      if (permission.scopes.length === 0)
        throw new Problem('operators-only', 'This route is for operators. An advertiser’s API key cannot use it.');
      throw new Problem(
        'scope-missing',
        `This API key has the scopes ${caller.scopes.join(', ')}. It needs one of ${permission.scopes.join(', ')}, or admin.`,
      );
  }
}

function grantOfRoles(
  held: readonly Role[],
  advertisers: readonly string[],
  name: PermissionName,
): readonly string[] | undefined {
  const permission = permissionOf(name);
  const opening = openingRoles(permission, held);
  // A role for all advertisers is not limited by the role of marketer.
  if (opening.some((role) => role !== 'marketer')) return undefined;
  if (opening.length > 0) return advertisers;
  const needed = ['admin', ...permission.roles].join(', ');
  throw new Problem(
    'not-permitted',
    `Your roles (${held.join(', ')}) do not permit ${name}. One of these roles is required: ${needed}.`,
  );
}
