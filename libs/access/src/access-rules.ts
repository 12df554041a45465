import { SetMetadata, applyDecorators } from '@nestjs/common';
import { ApiExtension, ApiSecurity } from '@nestjs/swagger';
import type { ProblemCode } from '@stopsms/contracts';
import { ACCESS_EXTENSION, ADVERTISER_KEY, KEY_REFUSALS, OPERATOR_KEY, PEOPLE_REFUSALS, PERSON } from '@stopsms/http';
import { type LimitedPermission, type PermissionName, permissionOf } from './permissions';

// Every route states who may use it, by `@Permits` or `@Open`. A route without either is closed to everybody.

export const ACCESS_RULE = 'stopsms:access';

/** Finds the advertiser that a resource belongs to, for routes with its id. Provide it in the service's module. */
export abstract class ResourceOwner {
  /** Name of the resource, for the problem that it does not exist. */
  abstract readonly what: string;
  abstract advertiserOf(id: string): Promise<string | undefined>;
}

/** Part of a request that names its advertiser. */
export type RequestOwner =
  /** Field of the body, query or path that is the advertiser's id. */
  | { in: 'body' | 'query' | 'params'; field: string; optional?: boolean }
  /** Part of the path that is the id of an advertiser's resource. */
  | { owner: abstract new (...args: never[]) => ResourceOwner; param: string }
  /** List of resources of many advertisers: the route returns those of `@ActsFor()` alone. */
  | 'listed'
  /** Resource of no advertiser: the same for all. */
  | 'anybody';

export type AccessRule =
  { kind: 'open'; why: string } | { kind: 'permits'; permission: PermissionName; owner: RequestOwner | undefined };

/**
 * Opens a route to everybody, without a key. The body is not read: a guard of the route does so if it has one (`readJsonBody`).
 * @param why - reason, and what protects it instead
 */
export const Open = (why: string) =>
  applyDecorators(
    SetMetadata(ACCESS_RULE, { kind: 'open', why } satisfies AccessRule),
    ApiSecurity({}),
    ApiExtension(ACCESS_EXTENSION, []),
  );

/**
 * Opens a route to callers with this permission, by a role or by the scopes of an advertiser's key.
 * @param owner - required for permissions that may be limited to some advertisers: part of the request that names the advertiser
 */
export const Permits = <P extends PermissionName>(
  permission: P,
  ...[owner]: P extends LimitedPermission ? [owner: RequestOwner] : []
) => {
  const isForAdvertisers = permissionOf(permission).scopes.length > 0;
  return applyDecorators(
    SetMetadata(ACCESS_RULE, { kind: 'permits', permission, owner } satisfies AccessRule),
    ApiSecurity(OPERATOR_KEY),
    ApiSecurity(PERSON),
    ...(isForAdvertisers ? [ApiSecurity(ADVERTISER_KEY)] : []),
    ApiExtension(ACCESS_EXTENSION, [
      ...KEY_REFUSALS,
      ...PEOPLE_REFUSALS,
      ...(isForAdvertisers
        ? (['scope-missing', 'address-refused'] as const)
        : (['operators-only', 'address-refused'] as const)),
      ...refusalsOf(owner),
    ]),
  );
};

function refusalsOf(owner: RequestOwner | undefined): ProblemCode[] {
  if (owner === undefined || owner === 'anybody' || owner === 'listed') return [];
  // Resources of other advertisers are reported as not found.
  return 'owner' in owner ? ['not-found'] : ['not-yours'];
}
