import type { Requests } from '../product/requests';

const EVERY_MS = 20;

/** Adverts through the whole product, so many a second, until stopped. */
export class AdvertLoad {
  private readonly timer: NodeJS.Timeout | undefined;
  private readonly startedAt = performance.now();
  private asked = 0;

  constructor(requests: Requests, perSecond: number) {
    if (perSecond === 0) return;
    this.timer = setInterval(() => {
      const due = Math.floor(((performance.now() - this.startedAt) * perSecond) / 1_000) - this.asked;
      this.asked += due;
      void requests.send(due);
    }, EVERY_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
