import type { Requests } from './requests';

const EVERY_MS = 20;

/** Adverts through the whole product, so many a second, until stopped. */
export class AdvertLoad {
  private readonly timer: NodeJS.Timeout | undefined;
  private readonly startedAt = performance.now();
  private readonly faults: unknown[] = [];
  private sending = Promise.resolve();
  private asked = 0;

  constructor(requests: Requests, perSecond: number) {
    if (perSecond === 0) return;
    this.timer = setInterval(() => {
      const due = Math.floor(((performance.now() - this.startedAt) * perSecond) / 1_000) - this.asked;
      this.asked += due;
      const sent = requests.send(due).catch((error: unknown) => void this.faults.push(error));
      this.sending = this.sending.then(() => sent);
    }, EVERY_MS).unref();
  }

  /** Resolves once all are written. @throws the first fault, with which the load was not what it should be */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.sending;
    if (this.faults.length > 0) throw this.faults[0];
  }
}
