import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { Request } from 'express';
import { Problem } from '../http/problem';

export type Caller =
  /** May do everything; `name` as in OPERATOR_KEYS. */
  | { kind: 'operator'; name: string }
  /** May act for one advertiser; `name` is that of its key. */
  | { kind: 'advertiser'; advertiserId: string; keyId: string; name: string }
  /** Somebody without a key, on an open route or in development. */
  | { kind: 'anyone' };

export type RequestOfCaller = Request & { caller?: Caller };

/** Who asks, as the guard found. */
export const CallerOf = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  return context.switchToHttp().getRequest<RequestOfCaller>().caller ?? { kind: 'anyone' };
});

/** The name that is recorded with a decision: that of the key, and what the caller says only where there is none. */
export function signedBy(caller: Caller, says: string | undefined): string | undefined {
  if (caller.kind === 'operator') return caller.name;
  if (caller.kind === 'advertiser') return `${caller.name} (key of the advertiser)`;
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
