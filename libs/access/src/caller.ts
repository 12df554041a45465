import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { KeyScope } from '@stopsms/contracts';
import { Problem } from '@stopsms/http';
import type { Request } from 'express';
import type { Role } from './roles';

export type Caller =
  /** Holder of a key of OPERATOR_KEYS; `name` as there. */
  | { kind: 'operator'; name: string; role: Role }
  /** Holder of a key of an advertiser; `name` is that of the key. */
  | { kind: 'advertiser'; advertiserId: string; keyId: string; name: string; scopes: readonly KeyScope[] }
  /**
   * Person who signed in by OpenID Connect. `subject` identifies them permanently; `name` is for display. A marketer acts for
   * `advertisers` (ids) alone.
   */
  | { kind: 'person'; subject: string; name: string; roles: Role[]; advertisers: string[] }
  /** Caller without a key, on an open route or in development. */
  | { kind: 'anyone' };

export type RequestOfCaller = Request & {
  caller?: Caller;
  /** Advertisers to which the caller's permission is limited; absent without a limit. */
  actsFor?: readonly string[];
};

/** Caller that the guard identified. */
export const CallerOf = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  return context.switchToHttp().getRequest<RequestOfCaller>().caller ?? { kind: 'anyone' };
});

/** Ids of the advertisers to which this request is limited; undefined without a limit. */
export const ActsFor = createParamDecorator((_: unknown, context: ExecutionContext): readonly string[] | undefined => {
  return context.switchToHttp().getRequest<RequestOfCaller>().actsFor;
});

/** Returns the key of a caller in limiters. */
export function whoOf(caller: Caller): string {
  if (caller.kind === 'anyone') return 'anyone';
  if (caller.kind === 'person') return `person:${caller.subject}`;
  return caller.kind === 'advertiser' ? caller.keyId : `operator:${caller.name}`;
}

/** Returns the name to record with a decision: that of the key or the person, else the one that the caller states. */
export function signedBy(caller: Caller, says: string | undefined): string | undefined {
  if (caller.kind === 'operator') return caller.name;
  if (caller.kind === 'advertiser') return `${caller.name} (key of the advertiser)`;
  if (caller.kind === 'person') return `${caller.name} (${caller.subject})`;
  return says;
}

/**
 * Returns the same where a name is required.
 * @param field - field of the body with the caller's statement
 * @throws Problem 400
 */
export function signedByNeeded(caller: Caller, says: string | undefined, field = 'by'): string {
  const name = signedBy(caller, says);
  if (name !== undefined) return name;
  throw Problem.ofField('invalid-request', 'body', field, `${field} is missing: who decides`);
}
