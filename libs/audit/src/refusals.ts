import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { RequestOfCaller } from '@stopsms/access';
import type { Problem } from '@stopsms/http';
import type { Request } from 'express';
import type { Audit } from './audit';
import { ruleIn } from './audit-rules';

/** What says that somebody asked for what is not theirs; another's is answered as what is not there. */
const DENIED = new Set([403, 404]);

/**
 * Requests that a guard refuses never reach the interceptor. Stands before all other guards, and is told by the filter of problems:
 * of whoever is known, what was denied is recorded on every route, and what else was refused on those whose acts and looks are.
 * Strangers are not recorded, or they could fill the log; the metrics count them.
 */
export class Refusals implements CanActivate {
  private readonly waiting = new WeakMap<Request, ExecutionContext>();

  constructor(private readonly audit: Audit) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() === 'http') this.waiting.set(context.switchToHttp().getRequest<Request>(), context);
    return true;
  }

  /** No guard refused it. */
  passed(request: Request): void {
    this.waiting.delete(request);
  }

  /** Before it is answered; nothing was done, so the answer waits for nothing. */
  async refused(request: RequestOfCaller, problem: Problem): Promise<void> {
    const context = this.waiting.get(request);
    this.passed(request);
    if (!context || !request.caller || request.caller.kind === 'anyone') return;
    const { kind } = ruleIn(context);
    const status = problem.getStatus();
    // One who asks too often would fill the log with that.
    if (status === 429 || !(DENIED.has(status) || kind === 'act' || kind === 'look')) return;
    const entry = this.audit.entryOf(context, kind === 'act' || kind === 'elsewhere' ? 'act' : 'look');
    await this.audit.ended(entry, { status, problem: problem.code }).catch(() => undefined);
  }
}
