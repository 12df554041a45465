import { LANES, type Lane } from '../lanes';

export interface Turn {
  /** Called when its turn comes: it must be written, or decided otherwise, when this returns. */
  start(): void;
  /** Called when this queue will not serve it. */
  turnAway(): void;
}

/**
 * Priority queue of one operator: the first message of the highest lane leaves whenever the gate opens. Waiting messages hold
 * no slot, so a one-time code never waits behind queued adverts, only for those already written.
 */
export class LaneQueue {
  private readonly lanes: Record<Lane, Turn[]> = { service: [], informative: [], marketing: [] };
  private timer: NodeJS.Timeout | undefined;

  /** @param gate - returns milliseconds until one may leave: 0 for now, Infinity until `pump` is called */
  constructor(private readonly gate: () => number) {}

  add(lane: Lane, turn: Turn): void {
    this.lanes[lane].push(turn);
    this.pump();
  }

  /** Puts a message whose turn had no effect back as the first of its lane. */
  requeue(lane: Lane, turn: Turn): void {
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
