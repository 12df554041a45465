import { applyDecorators } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { PhoneRefusalCode } from '@stopsms/kernel';
import { PHONE_REFUSALS } from '@stopsms/kernel';
import type { ProblemCode } from '@stopsms/contracts';

// Notes of a route for its OpenAPI document; `refusals.ts` turns them into responses and removes them.

export const ACCESS_EXTENSION = 'x-stopsms-access';
export const PAGES_EXTENSION = 'x-stopsms-pages';
export const REFUSES_EXTENSION = 'x-stopsms-refuses';

/** Problems of any route that requires a key. */
export const KEY_REFUSALS: readonly ProblemCode[] = ['key-missing', 'key-unknown', 'too-many-requests'];
/** Problems of a token or a role. */
export const PEOPLE_REFUSALS: readonly ProblemCode[] = [
  'token-malformed',
  'token-algorithm',
  'token-forged',
  'token-key-unknown',
  'token-expired',
  'token-not-yet-valid',
  'token-of-another-issuer',
  'token-for-another-audience',
  'role-missing',
  'not-permitted',
  'identity-provider-away',
];
/** Problems of a phone number. */
export const OF_A_PHONE = Object.keys(PHONE_REFUSALS) as PhoneRefusalCode[];

/**
 * Problems that a route may respond with, besides those that follow from its access, its parameters and its body.
 */
export const Refuses = (...codes: ProblemCode[]) => applyDecorators(ApiExtension(REFUSES_EXTENSION, codes));

/** Problems of a part that several routes share, e.g. a header. @param of - the header or part */
export const RefusesOf = (of: string, ...codes: ProblemCode[]) =>
  applyDecorators(ApiExtension(`${REFUSES_EXTENSION}-${of}`, codes));
