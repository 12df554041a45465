import { type ExecutionContext, RequestMethod, SetMetadata } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants';
import type { Request } from 'express';

// A route without a rule is recorded as an act unless it is a GET, so that a forgotten rule loses nothing.

export const AUDIT_RULE = 'stopsms:audit';

export interface LookOptions {
  /** Recipient keys that the response is about, if the request does not name them. */
  of?: (answer: never) => (string | null | undefined)[];
  /** Returns whether a request is about a person, for routes where only some are. */
  when?: (request: Pick<Request, 'query' | 'body'>) => boolean;
  /** Number of people that the request is about, if it may be many; undefined if unknown. */
  people?: (request: Pick<Request, 'body'>, answer: never) => number | undefined;
}

export type AuditRule =
  | { kind: 'act' }
  | ({ kind: 'look' } & LookOptions)
  | { kind: 'elsewhere'; why: string }
  | { kind: 'nothing'; why?: string };

/**
 * Marks a route that shows personal data: phone numbers, texts from and to people, or records about the person of a number. Access is
 * recorded before the response, and refused if it cannot be recorded.
 */
export const LooksAtPersonalData = (options: LookOptions = {}) =>
  SetMetadata(AUDIT_RULE, { kind: 'look', ...options } satisfies AuditRule);

/** Returns a condition for `when`: this field of the query or body has a number. */
export const givenNumber =
  (field: string): NonNullable<LookOptions['when']> =>
  ({ query, body }) =>
    [query, body].some((each) => typeof each === 'object' && each !== null && field in each);

/**
 * Marks a route whose calls by programs, thousands of them, are recorded elsewhere. Calls of people are recorded as usual.
 * @param why - reason, and where they are recorded
 */
export const OnRecordElsewhere = (why: string) =>
  SetMetadata(AUDIT_RULE, { kind: 'elsewhere', why } satisfies AuditRule);

/**
 * Marks a route that is no GET but only reads: it changes nothing and shows no personal data.
 * @param why - what it responds with
 */
export const ChangesNothing = (why: string) => SetMetadata(AUDIT_RULE, { kind: 'nothing', why } satisfies AuditRule);

/** Returns the rule of the method, else of its controller, else of its HTTP method. */
export function auditRuleOf(controller: object, handler: object): AuditRule {
  const said = (Reflect.getMetadata(AUDIT_RULE, handler) ?? Reflect.getMetadata(AUDIT_RULE, controller)) as
    AuditRule | undefined;
  return (
    said ?? { kind: READS.has(Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod) ? 'nothing' : 'act' }
  );
}

const READS = new Set([RequestMethod.GET, RequestMethod.HEAD, RequestMethod.OPTIONS]);

export const ruleIn = (context: ExecutionContext): AuditRule => auditRuleOf(context.getClass(), context.getHandler());
