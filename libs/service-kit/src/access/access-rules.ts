import { SetMetadata, applyDecorators } from '@nestjs/common';
import { ApiExtension, ApiSecurity } from '@nestjs/swagger';
import type { ProblemCode } from '@stopsms/contracts';
import { ACCESS_EXTENSION, KEY_REFUSALS } from '../openapi/refuses';

// A route that says nothing is for operators: what is forgotten is closed.

export const ACCESS_RULE = 'stopsms:access';

/** Names of the schemes in OpenAPI. */
export const OPERATOR_KEY = 'operatorKey';
export const ADVERTISER_KEY = 'advertiserKey';

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
  /** Nobody's: the same for all. */
  | 'anybody';

export type AccessRule = { kind: 'open'; why: string } | { kind: 'advertisers'; place: OwnerPlace };

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

/** For operators, and for an advertiser where what is asked for is its own. */
export const ForAdvertisers = (place: OwnerPlace) =>
  applyDecorators(
    SetMetadata(ACCESS_RULE, { kind: 'advertisers', place } satisfies AccessRule),
    ApiSecurity(OPERATOR_KEY),
    ApiSecurity(ADVERTISER_KEY),
    ApiExtension(ACCESS_EXTENSION, [...KEY_REFUSALS, ...refusalsOf(place)]),
  );

function refusalsOf(place: OwnerPlace): ProblemCode[] {
  if (place === 'anybody') return [];
  // What is another's is not there.
  return 'owner' in place ? ['not-found'] : ['not-yours'];
}
