import type { Log } from '../log';
import type { Metrics } from '../metrics/metrics';

const EVERY_MS = 500;
/** Time limit of a probe. */
const LONG_MS = 1_000;

/**
 * Detects stalls of the event loop: one piece of work that lets nothing else run. No request may take that long; it delays every
 * STOP that arrives meanwhile.
 */
export class StallWatch {
  private readonly timer: NodeJS.Timeout;
  private due = performance.now() + EVERY_MS;
  private longestMs = 0;

  constructor(
    metrics: Metrics,
    private readonly log: Log,
  ) {
    metrics.gauge(
      'stopsms_event_loop_longest_stall_seconds',
      'The longest time since the last scrape in which nothing else could run',
      () => {
        const seconds = this.longestMs / 1_000;
        this.longestMs = 0;
        return seconds;
      },
    );
    this.timer = setInterval(() => this.look(), EVERY_MS).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    const now = performance.now();
    const lateMs = now - this.due;
    this.due = now + EVERY_MS;
    this.longestMs = Math.max(this.longestMs, lateMs);
    if (lateMs > LONG_MS)
      this.log.warn(
        { stalledMs: Math.round(lateMs) },
        'Nothing could run for a while: see the runbook EventLoopStalled',
      );
  }
}
