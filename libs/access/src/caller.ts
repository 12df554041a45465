import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { KeyScope } from '@stopsms/contracts';
import { Problem } from '@stopsms/http';
import type { Request } from 'express';
import type { Role } from './roles';

export type Caller =
  /** Whoever has a key of OPERATOR_KEYS; `name` as there. */
  | { kind: 'operator'; name: string; role: Role }
  /** May act for one advertiser; `name` is that of its key. */
  | { kind: 'advertiser'; advertiserId: string; keyId: string; name: string; scopes: readonly KeyScope[] }
  /**
   * Who signed in by OpenID Connect. `subject` says who it is, for good; `name` is what people call them. A marketer acts for
   * `advertisers` (ids) alone.
   */
  | { kind: 'person'; subject: string; name: string; roles: Role[]; advertisers: string[] }
  /** Somebody without a key, on an open route or in development. */
  | { kind: 'anyone' };

export type RequestOfCaller = Request & {
  caller?: Caller;
  /** The advertisers for which alone the caller may do what is asked; absent where there is no such limit. */
  actsFor?: readonly string[];
};

/** Who asks, as the guard found. */
export const CallerOf = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  return context.switchToHttp().getRequest<RequestOfCaller>().caller ?? { kind: 'anyone' };
});

/** Ids of the advertisers to which this request is limited; undefined for whoever may do it for all of them. */
export const ActsFor = createParamDecorator((_: unknown, context: ExecutionContext): readonly string[] | undefined => {
  return context.switchToHttp().getRequest<RequestOfCaller>().actsFor;
});

/** Tells callers apart, where what each may ask for has a limit. */
export function whoOf(caller: Caller): string {
  if (caller.kind === 'anyone') return 'anyone';
  if (caller.kind === 'person') return `person:${caller.subject}`;
  return caller.kind === 'advertiser' ? caller.keyId : `operator:${caller.name}`;
}

/** The name that is recorded with a decision: that of the key or the person, and what the caller says only where there is none. */
export function signedBy(caller: Caller, says: string | undefined): string | undefined {
  if (caller.kind === 'operator') return caller.name;
  if (caller.kind === 'advertiser') return `${caller.name} (key of the advertiser)`;
  if (caller.kind === 'person') return `${caller.name} (${caller.subject})`;
  return says;
}

/**
 * As above, where somebody must answer for it.
 * @param field - of the body, where the caller says it
 * @throws Problem 400
 */
export function signedByNeeded(caller: Caller, says: string | undefined, field = 'by'): string {
  const name = signedBy(caller, says);
  if (name !== undefined) return name;
  throw Problem.ofField('invalid-request', 'body', field, `${field} is missing: who decides`);
}
