import type { Log } from '@stopsms/service';
import type { Request, Response } from 'express';

/** Access that ended is noticed after at most this long, beside being looked at whenever a key changes. */
const LOOK_EVERY_MS = 300;

interface LiveRequest {
  request: Request;
  response: Response;
  /** Whether the same request would be let in now. */
  isAllowed: () => boolean;
}

/**
 * Requests under way, each with the access that let it in. An upload that is still arriving, or an answer that is still leaving, is cut off
 * once that access has ended. A request that has arrived whole and is not answered yet is left to end: it was sent while it was allowed.
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

  /** Cuts off whatever has no access any more. */
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
