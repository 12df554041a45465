import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { Log } from '../log';

/** Work that is due at the start and every so often, such as deleting what is over; a failure is tried again next time. */
export abstract class Chore implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;

  /** @param onFailure - what the log says then */
  constructor(
    private readonly everyMs: number,
    private readonly onFailure: string,
    private readonly log: Log,
  ) {}

  abstract execute(): Promise<void>;

  onApplicationBootstrap(): void {
    this.sweep();
    this.timer = setInterval(() => this.sweep(), this.everyMs);
  }

  onModuleDestroy(): void | Promise<void> {
    clearInterval(this.timer);
  }

  private sweep(): void {
    this.execute().catch((error: unknown) => this.log.warn({ err: error }, this.onFailure));
  }
}
