import { applyDecorators } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { PhoneRefusalCode } from '@stopsms/kernel';
import { PHONE_REFUSALS } from '@stopsms/kernel';
import type { ProblemCode } from '@stopsms/contracts';

// What a route notes of itself for its document; `refusals.ts` makes responses of it and takes the notes away.

export const ACCESS_EXTENSION = 'x-stopsms-access';
export const PAGES_EXTENSION = 'x-stopsms-pages';
export const REFUSES_EXTENSION = 'x-stopsms-refuses';

/** What whoever needs a key may be told. */
export const KEY_REFUSALS: readonly ProblemCode[] = ['key-missing', 'key-unknown', 'too-many-requests'];
/** What whoever signed in may be told, and whoever has a role. */
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
/** What whoever sends a number may be told of it. */
export const OF_A_PHONE = Object.keys(PHONE_REFUSALS) as PhoneRefusalCode[];

/**
 * The problems that a route may answer with, beside those that follow from its access, its parameters and its body.
 */
export const Refuses = (...codes: ProblemCode[]) => applyDecorators(ApiExtension(REFUSES_EXTENSION, codes));

/** The same for what several routes have in common, e.g. a header. @param of - which header or part it is */
export const RefusesOf = (of: string, ...codes: ProblemCode[]) =>
  applyDecorators(ApiExtension(`${REFUSES_EXTENSION}-${of}`, codes));
