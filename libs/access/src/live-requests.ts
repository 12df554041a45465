import type { Log } from '@stopsms/service';
import type { Request, Response } from 'express';

/** Maximum delay until ended access is noticed; changes of keys are checked at once. */
const LOOK_EVERY_MS = 300;

interface LiveRequest {
  request: Request;
  response: Response;
  /** Returns whether the same request would be accepted now. */
  isAllowed: () => boolean;
}

/**
 * Requests in progress, each with its access. An unfinished upload or response is cut off once that access has ended. A complete
 * request without a response yet is left to finish: it was sent while it was allowed.
 */
export class LiveRequests {
  private readonly live = new Set<LiveRequest>();
  private readonly timer = setInterval(() => this.look(), LOOK_EVERY_MS).unref();

  constructor(private readonly log: Log) {}

  begin(request: Request, response: Response, isAllowed: () => boolean): void {
    const one = { request, response, isAllowed };
    this.live.add(one);
    response.once('close', () => this.live.delete(one));
  }

  /** Cuts off requests whose access has ended. */
  look(): void {
    for (const { request, response, isAllowed } of this.live) {
      const isUnderWay = !request.complete || response.headersSent;
      if (!isUnderWay || isAllowed()) continue;
      this.log.info({ route: (request.route as { path?: string } | undefined)?.path }, 'Cut off: its access has ended');
      response.destroy();
    }
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
