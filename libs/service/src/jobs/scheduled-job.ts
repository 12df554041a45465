/**
 * Work that is due every so often, such as deleting expired rows. A provider of this type is run by `BackgroundJobs`: never twice at
 * once in a replica, and again at the next tick after a failure. Replicas run it side by side.
 */
export abstract class ScheduledJob {
  /** Milliseconds between two ticks. A tick during a run is skipped. */
  abstract readonly everyMs: number;
  /** Log message of a failed run: its consequence, and what happens next. */
  abstract readonly failure: string;
  /** False if the first run waits for the first tick. */
  readonly runsAtStart: boolean = true;
  /** True once the service shuts down: a long run ends after its current step. */
  protected isStopping = false;

  abstract execute(): Promise<void>;

  stop(): void {
    this.isStopping = true;
  }
}
