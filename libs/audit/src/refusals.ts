import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { RequestOfCaller } from '@stopsms/access';
import type { Problem } from '@stopsms/http';
import type { Request } from 'express';
import type { Audit } from './audit';
import { ruleIn } from './audit-rules';

/** Statuses of denied access; resources of others are reported as not found. */
const DENIED = new Set([403, 404]);

/**
 * Records requests that a guard refuses, which never reach the interceptor. It is the first guard, and the problem filter calls it. For
 * known callers, denials are recorded on every route, and other refusals on routes whose acts and looks are. Unknown callers are not
 * recorded, since they could fill the log; metrics count them.
 */
export class Refusals implements CanActivate {
  private readonly waiting = new WeakMap<Request, ExecutionContext>();

  constructor(private readonly audit: Audit) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() === 'http') this.waiting.set(context.switchToHttp().getRequest<Request>(), context);
    return true;
  }

  /** Called when no guard has refused the request. */
  passed(request: Request): void {
    this.waiting.delete(request);
  }

  /** Called before the response, which does not wait for it, since nothing was done. */
  async refused(request: RequestOfCaller, problem: Problem): Promise<void> {
    const context = this.waiting.get(request);
    this.passed(request);
    if (!context || !request.caller || request.caller.kind === 'anyone') return;
    const { kind } = ruleIn(context);
    const status = problem.getStatus();
    // Rate-limited callers would fill the log.
    if (status === 429 || !(DENIED.has(status) || kind === 'act' || kind === 'look')) return;
    const entry = this.audit.entryOf(context, kind === 'act' || kind === 'elsewhere' ? 'act' : 'look');
    await this.audit.ended(entry, { status, problem: problem.code }).catch(() => undefined);
  }
}
