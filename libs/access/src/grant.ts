import { Problem } from '@stopsms/http';
import type { Caller } from './caller';
import { type PermissionName, openingRoles, opensByScope, permissionOf } from './permissions';
import type { Role } from './roles';

/** Whether a caller has this permission too: for what an answer shows beside the route's own. */
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
 * What a caller may do with a permission.
 * @returns the advertisers for which alone it may; undefined where there is no such limit
 * @throws Problem 403 where it may not at all
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
  // Who may it for all advertisers by another role is not limited by being a marketer too.
  if (opening.some((role) => role !== 'marketer')) return undefined;
  if (opening.length > 0) return advertisers;
  const needed = ['admin', ...permission.roles].join(', ');
  throw new Problem(
    'not-permitted',
    `Your roles (${held.join(', ')}) do not permit ${name}. One of these roles is required: ${needed}.`,
  );
}
