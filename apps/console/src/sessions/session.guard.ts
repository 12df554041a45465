import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Problem } from '@stopsms/http';
import { LOG, type Log } from '@stopsms/service';
import type { Request } from 'express';
import { ConsoleMetrics } from '../console-metrics';
import { SETTINGS, type ConsoleSettings } from '../settings/settings';
import { boundTo } from './bound-to';
import { endSession, isSame } from './sessions';

const READS = ['GET', 'HEAD'];

/** Somebody is signed in, from where they signed in, and what changes something comes from a page of ours. */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(
    @Inject(SETTINGS) private readonly settings: ConsoleSettings,
    @Inject(ConsoleMetrics) private readonly metrics: ConsoleMetrics,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    const { subject, csrf, endsAt } = request.session;
    if (subject === undefined || csrf === undefined || endsAt === undefined) {
      throw new Problem('not-signed-in', 'There is no session, or it has ended. Sign in.');
    }
    if (endsAt <= Date.now()) {
      await this.end(request, 'over');
      throw new Problem('not-signed-in', `The session ended after ${this.settings.SESSION_HOURS} h. Sign in again.`);
    }
    await this.refuseElsewhere(request);
    if (!READS.includes(request.method)) this.refuseForged(request, csrf);
    return true;
  }

  /** A cookie that is seen elsewhere was taken, or its owner has moved: either way it is worth nothing from now on. */
  private async refuseElsewhere(request: Request): Promise<void> {
    const here = boundTo(request.headers['user-agent'], request.ip, this.settings.SESSION_BINDING);
    if (request.session.boundTo !== undefined && isSame(request.session.boundTo, here)) return;
    this.log.warn({ subject: request.session.subject }, 'A session was used from another browser or network: ended');
    await this.end(request, 'elsewhere');
    throw new Problem(
      'session-elsewhere',
      'This session was started in another browser or network, so it was ended. Sign in again.',
    );
  }

  private refuseForged(request: Request, csrf: string): void {
    const { origin } = request.headers;
    const fromUs = origin === undefined || origin === this.settings.CONSOLE_URL;
    if (fromUs && isSame(csrf, request.headers['x-csrf-token'])) return;
    this.metrics.refused.inc({ reason: 'forged' });
    throw new Problem(
      'csrf-token-wrong',
      fromUs
        ? 'x-csrf-token does not match this session. Read it with GET /session. Nothing was changed.'
        : `The request does not come from a page of ${this.settings.CONSOLE_URL}. Nothing was changed.`,
    );
  }

  private async end(request: Request, reason: 'over' | 'elsewhere'): Promise<void> {
    this.metrics.refused.inc({ reason });
    await endSession(request);
  }
}
