import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum';
import type { RequestOfCaller } from '@stopsms/access';
import { Problem, problemOf } from '@stopsms/http';
import { RECIPIENT_KEY_PATTERN } from '@stopsms/kernel';
import type { Request, Response } from 'express';
import { type Observable, defer, lastValueFrom } from 'rxjs';
import { type Audit, type Entry } from './audit';
import { type AuditRule, ruleIn } from './audit-rules';
import { withAnswer } from './on-whom';
import type { Refusals } from './refusals';

/** Records every route of every service: an act before and after it is executed, a look before the response. */
export class AuditInterceptor implements NestInterceptor {
  constructor(
    private readonly audit: Audit,
    private readonly refusals: Refusals,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<RequestOfCaller>();
    this.refusals.passed(request);
    const rule = ruleIn(context);
    const kind = kindOf(rule, request);
    if (kind === undefined) return next.handle();
    return defer(() =>
      this.recorded(context, kind, rule, () => lastValueFrom(next.handle(), { defaultValue: undefined })),
    );
  }

  private async recorded(
    context: ExecutionContext,
    kind: Entry['kind'],
    rule: AuditRule,
    work: () => Promise<unknown>,
  ): Promise<unknown> {
    const http = context.switchToHttp();
    const [request, response] = [http.getRequest<Request>(), http.getResponse<Response>()];
    const entry = this.audit.entryOf(context, kind);
    if (kind === 'act' || answersItself(context)) await this.audit.begun(entry).catch(refuse('nothing was changed'));
    let answer: unknown;
    try {
      answer = await work();
    } catch (error) {
      const problem = problemOf(error, request, response);
      const result = { status: problem.getStatus(), problem: problem.code };
      // The request is refused even if that cannot be recorded.
      await this.audit.ended(entry, result).catch(() => undefined);
      throw error;
    }
    const on = withAnswer(entry.on, request, answer, rule.kind === 'look' ? keysIn(rule, answer) : []);
    const people = rule.kind === 'look' ? rule.people?.(request, answer as never) : undefined;
    const counted = { ...entry, on: { ...on, ...(people !== undefined && { people }) } };
    const ended = this.audit.ended(counted, { status: response.statusCode });
    // The act is done and its beginning recorded: a refusal now would be wrong.
    await ended.catch(kind === 'look' && !response.headersSent ? refuse('nothing is shown') : () => undefined);
    return answer;
  }
}

const refuse = (so: string) => (): never => {
  throw new Problem('unavailable', `The audit log cannot be written at the moment: ${so}. Try again.`);
};

function kindOf(rule: AuditRule, request: RequestOfCaller): Entry['kind'] | undefined {
  const { caller } = request;
  // On open routes, and in development without a key, there is no caller to record.
  if (caller === undefined || caller.kind === 'anyone') return undefined;
  if (rule.kind === 'look') return rule.when?.(request) === false ? undefined : 'look';
  if (rule.kind === 'act') return 'act';
  const isPerson = caller.kind === 'person';
  return rule.kind === 'elsewhere' && isPerson ? 'act' : undefined;
}

/** Returns whether the handler writes the response itself, which may begin before it returns. */
function answersItself(context: ExecutionContext): boolean {
  const params = Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), context.getHandler().name) as object;
  return Object.keys(params ?? {}).some((name) => name.startsWith(`${RouteParamtypes.RESPONSE}:`));
}

const KEY = new RegExp(RECIPIENT_KEY_PATTERN);

function keysIn({ of }: Extract<AuditRule, { kind: 'look' }>, answer: unknown): string[] {
  const keys = of?.(answer as never) ?? [];
  return keys.filter((key): key is string => typeof key === 'string' && KEY.test(key));
}
