import { LANES, type Lane } from '../lanes';

/**
 * Places in the operator's window, given out lane by lane: a one-time code never waits behind adverts that are queued,
 * only for the ones already written.
 */
export class LaneSlots {
  private readonly queues: Record<Lane, (() => void)[]> = { service: [], informative: [], marketing: [] };
  private taken = 0;

  constructor(private readonly size: number) {}

  async use<R>(lane: Lane, work: () => Promise<R>): Promise<R> {
    if (this.taken < this.size) this.taken += 1;
    else await new Promise<void>((resolve) => this.queues[lane].push(resolve));
    try {
      return await work();
    } finally {
      const next = LANES.map((name) => this.queues[name])
        .find((queue) => queue.length > 0)
        ?.shift();
      if (next) next();
      else this.taken -= 1;
    }
  }

  /** Messages waiting for a place. */
  waiting(lane: Lane): number {
    return this.queues[lane].length;
  }
}
