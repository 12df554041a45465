import { SetMetadata, applyDecorators } from '@nestjs/common';
import { ApiExtension, ApiSecurity } from '@nestjs/swagger';
import type { ProblemCode } from '@stopsms/contracts';
import { ACCESS_EXTENSION, ADVERTISER_KEY, KEY_REFUSALS, OPERATOR_KEY, PEOPLE_REFUSALS, PERSON } from '@stopsms/http';
import { type LimitedPermission, type PermissionName, permissionOf } from './permissions';

// Every route says who may use it, by `@Permits` or `@Open`. One that says nothing is closed to everybody.

export const ACCESS_RULE = 'stopsms:access';

/** Finds whose something is, for routes that name it by its id. Provide it in the service's module. */
export abstract class ResourceOwner {
  /** What it is, for the answer that there is none. */
  abstract readonly what: string;
  abstract advertiserOf(id: string): Promise<string | undefined>;
}

/** Where a request says whose it is. */
export type OwnerPlace =
  /** A field of the body or the query, or a part of the path, that is the advertiser's id. */
  | { in: 'body' | 'query' | 'params'; field: string; optional?: boolean }
  /** A part of the path that names something of an advertiser's. */
  | { owner: abstract new (...args: never[]) => ResourceOwner; param: string }
  /** A list of many advertisers' things: the route shows those of `@ActsFor()` alone. */
  | 'listed'
  /** Nobody's: the same for all. */
  | 'anybody';

export type AccessRule =
  { kind: 'open'; why: string } | { kind: 'permits'; permission: PermissionName; place: OwnerPlace | undefined };

/**
 * For everybody, without a key. No body is read: where there is one, the guard that protects it does so (`readJsonBody`).
 * @param why - and what protects it instead
 */
export const Open = (why: string) =>
  applyDecorators(
    SetMetadata(ACCESS_RULE, { kind: 'open', why } satisfies AccessRule),
    ApiSecurity({}),
    ApiExtension(ACCESS_EXTENSION, []),
  );

/**
 * For whoever has this permission by a role, and for a key of an advertiser by its scopes.
 * @param place - where the permission may be had for some advertisers alone: what tells whose a request is
 */
export const Permits = <P extends PermissionName>(
  permission: P,
  ...[place]: P extends LimitedPermission ? [place: OwnerPlace] : []
) => {
  const isForAdvertisers = permissionOf(permission).scopes.length > 0;
  return applyDecorators(
    SetMetadata(ACCESS_RULE, { kind: 'permits', permission, place } satisfies AccessRule),
    ApiSecurity(OPERATOR_KEY),
    ApiSecurity(PERSON),
    ...(isForAdvertisers ? [ApiSecurity(ADVERTISER_KEY)] : []),
    ApiExtension(ACCESS_EXTENSION, [
      ...KEY_REFUSALS,
      ...PEOPLE_REFUSALS,
      ...(isForAdvertisers
        ? (['scope-missing', 'address-refused'] as const)
        : (['operators-only', 'address-refused'] as const)),
      ...refusalsOf(place),
    ]),
  );
};

function refusalsOf(place: OwnerPlace | undefined): ProblemCode[] {
  if (place === undefined || place === 'anybody' || place === 'listed') return [];
  // What is another's is not there.
  return 'owner' in place ? ['not-found'] : ['not-yours'];
}
