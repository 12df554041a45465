import { type ExecutionContext, RequestMethod, SetMetadata } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants';
import type { Request } from 'express';

// A route that says nothing is an act unless it is a GET: what is forgotten is recorded.

export const AUDIT_RULE = 'stopsms:audit';

export interface LookOptions {
  /** Recipient keys of those whom an answer speaks of, where the request does not name them. */
  of?: (answer: never) => (string | null | undefined)[];
  /** Where only some questions are about a person: those that name one. */
  when?: (request: Pick<Request, 'query' | 'body'>) => boolean;
  /** How many people the question is about, where it may be about many; absent from the event where it is not known. */
  people?: (request: Pick<Request, 'body'>, answer: never) => number | undefined;
}

export type AuditRule =
  | { kind: 'act' }
  | ({ kind: 'look' } & LookOptions)
  | { kind: 'elsewhere'; why: string }
  | { kind: 'nothing'; why?: string };

/**
 * It shows data of persons: numbers, texts from and to them, or what is known of somebody who is named by a number. A look is
 * recorded before it is answered, and not answered when it cannot be.
 */
export const LooksAtPersonalData = (options: LookOptions = {}) =>
  SetMetadata(AUDIT_RULE, { kind: 'look', ...options } satisfies AuditRule);

/** For `when`: a number is given in this field of the query or the body. */
export const givenNumber =
  (field: string): NonNullable<LookOptions['when']> =>
  ({ query, body }) =>
    [query, body].some((each) => typeof each === 'object' && each !== null && field in each);

/**
 * What a program does here by the thousand is on record in another way, and not once more. What a person does here is recorded all the same.
 * @param why - and where it is on record
 */
export const OnRecordElsewhere = (why: string) =>
  SetMetadata(AUDIT_RULE, { kind: 'elsewhere', why } satisfies AuditRule);

/**
 * It is no GET, and yet a question: it changes nothing, and shows nothing of anybody.
 * @param why - what it answers
 */
export const ChangesNothing = (why: string) => SetMetadata(AUDIT_RULE, { kind: 'nothing', why } satisfies AuditRule);

/** The method's own word, else its controller's, else what its verb says. */
export function auditRuleOf(controller: object, handler: object): AuditRule {
  const said = (Reflect.getMetadata(AUDIT_RULE, handler) ?? Reflect.getMetadata(AUDIT_RULE, controller)) as
    AuditRule | undefined;
  return (
    said ?? { kind: READS.has(Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod) ? 'nothing' : 'act' }
  );
}

const READS = new Set([RequestMethod.GET, RequestMethod.HEAD, RequestMethod.OPTIONS]);

export const ruleIn = (context: ExecutionContext): AuditRule => auditRuleOf(context.getClass(), context.getHandler());
