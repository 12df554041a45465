import type { Requests } from './requests';

const EVERY_MS = 20;

/**
 * Runs `work` while so many adverts a second go through the whole product. The load ends with it, also if it fails: otherwise it
 * would keep the process alive and reconnect to a product that is being stopped.
 * @throws the first fault of the load, with which it was not what it should be
 */
export async function underAdverts<R>(requests: Requests, perSecond: number, work: () => Promise<R>): Promise<R> {
  const load = new AdvertLoad(requests, perSecond);
  let result: R;
  try {
    result = await work();
  } finally {
    load.end();
  }
  await load.written();
  return result;
}

class AdvertLoad {
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

  end(): void {
    clearInterval(this.timer);
  }

  /** @throws the first fault */
  async written(): Promise<void> {
    await this.sending;
    if (this.faults.length > 0) throw this.faults[0];
  }
}
