const RETRY_MS = 1_000;

/**
 * A loop that drains a queue of work in the database: step after step while more is due, else after a pause or a nudge. A provider
 * of this type is run by `BackgroundJobs`, once in each replica.
 */
export abstract class Worker {
  /** Log message of a failed step: its consequence, and what happens next. */
  abstract readonly failure: string;
  protected isStopping = false;
  /** Error of the last step, if it failed. */
  protected fault: Error | undefined;
  private isNudged = false;
  private wake: () => void = () => undefined;

  /** @returns milliseconds until the next step; 0 if more work is due */
  protected abstract step(): Promise<number>;

  /** Ends the pause: there is work now. */
  nudge(): void {
    this.isNudged = true;
    this.wake();
  }

  /**
   * Resolves after `stop`, once the current step has ended.
   * @param onFailure - called after each failed step, which is retried after `retryInMs`
   */
  async run(onFailure: (error: Error, retryInMs: number) => void): Promise<void> {
    while (!this.isStopping) {
      this.isNudged = false;
      let pauseMs = RETRY_MS;
      try {
        pauseMs = await this.step();
        this.fault = undefined;
      } catch (error) {
        this.fault = error as Error;
        onFailure(this.fault, RETRY_MS);
      }
      if (pauseMs > 0) await this.pause(pauseMs);
    }
  }

  stop(): void {
    this.isStopping = true;
    this.wake();
  }

  private async pause(ms: number): Promise<void> {
    if (this.isNudged || this.isStopping) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      timer = setTimeout(resolve, ms);
    });
    clearTimeout(timer);
  }
}
