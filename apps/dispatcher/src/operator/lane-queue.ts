import { LANES, type Lane } from '../lanes';

export interface Turn {
  /** Its turn is now: it must be gone, or decided otherwise, when this returns. */
  start(): void;
  /** There will be no turn here. */
  turnAway(): void;
}

/**
 * Who leaves next by one operator: the first of the highest lane, whenever the gate opens. Nobody holds a place while
 * waiting, so a one-time code never waits behind adverts that are queued, only for those already written.
 */
export class LaneQueue {
  private readonly lanes: Record<Lane, Turn[]> = { service: [], informative: [], marketing: [] };
  private timer: NodeJS.Timeout | undefined;

  /** @param gate - milliseconds until one may leave: 0 for now, Infinity until `pump` is called */
  constructor(private readonly gate: () => number) {}

  add(lane: Lane, turn: Turn): void {
    this.lanes[lane].push(turn);
    this.pump();
  }

  /** Its turn came to nothing: it stays the first of its lane. */
  putBack(lane: Lane, turn: Turn): void {
    this.lanes[lane].unshift(turn);
    this.pump();
  }

  pump(): void {
    clearTimeout(this.timer);
    for (;;) {
      const queue = this.next();
      if (!queue) return;
      const ms = this.gate();
      if (ms > 0) {
        if (ms !== Infinity) this.timer = setTimeout(() => this.pump(), ms);
        return;
      }
      queue.shift()?.start();
    }
  }

  turnAllAway(): void {
    clearTimeout(this.timer);
    for (const lane of LANES) for (const turn of this.lanes[lane].splice(0)) turn.turnAway();
  }

  waiting(): Record<Lane, number> {
    const { service, informative, marketing } = this.lanes;
    return { service: service.length, informative: informative.length, marketing: marketing.length };
  }

  get isEmpty(): boolean {
    return this.next() === undefined;
  }

  private next(): Turn[] | undefined {
    for (const lane of LANES) if (this.lanes[lane].length > 0) return this.lanes[lane];
    return undefined;
  }
}
