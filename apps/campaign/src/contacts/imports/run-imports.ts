import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { LOG, type Log } from '@stopsms/service';
import { ContinueImport } from './continue-import';

const IDLE_MS = 500;
const RETRY_MS = 1_000;

/** Imports what was received, one file after the other. */
@Injectable()
export class ImportRunner implements OnApplicationBootstrap, OnModuleDestroy {
  private stopping = false;
  private running: Promise<void> | undefined;
  private wake: () => void = () => undefined;

  constructor(
    private readonly continueImport: ContinueImport,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.running;
  }

  /** There may be something to do; without a nudge it is found within half a second. */
  nudge(): void {
    this.wake();
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      try {
        const went = await this.continueImport.execute();
        if (!went) await this.pause(IDLE_MS);
      } catch (error) {
        // Not a fault of the whole service: a database that is away is told by its own part of readiness.
        this.log.warn({ err: error, retryInMs: RETRY_MS }, 'An import cannot go on; nothing is lost, trying again');
        await this.pause(RETRY_MS);
      }
    }
  }

  private async pause(ms: number): Promise<void> {
    if (this.stopping) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
