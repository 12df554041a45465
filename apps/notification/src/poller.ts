import type { Log } from '@stopsms/service';

/** Repeats a piece of work until stopped: at once while there is more, otherwise after a pause or when nudged. */
export class Poller {
  private running: Promise<void> | undefined;
  private stopped = false;
  private nudged = false;
  private wake: (() => void) | undefined;

  /**
   * @param work - resolves to whether more of it is waiting; when it throws, it is tried again after the pause
   */
  constructor(
    private readonly name: string,
    private readonly pauseMs: number,
    private readonly work: () => Promise<boolean>,
    private readonly log: Log,
  ) {}

  start(): void {
    this.running ??= this.keepRunning();
  }

  /** Ends the pause: there is work. */
  nudge(): void {
    this.nudged = true;
    this.wake?.();
  }

  /** Resolves once the work under way has ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.wake?.();
    await this.running;
  }

  private async keepRunning(): Promise<void> {
    while (!this.stopped) {
      this.nudged = false;
      const more = await this.work().catch((error: unknown) => {
        this.log.warn({ err: error, retryInMs: this.pauseMs }, `${this.name} failed; nothing is lost, trying again`);
        return false;
      });
      if (!more) await this.pause();
    }
  }

  private async pause(): Promise<void> {
    if (this.nudged || this.stopped) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      timer = setTimeout(resolve, this.pauseMs);
    });
    clearTimeout(timer);
    this.wake = undefined;
  }
}
