import { LANES, type Lane } from '../lanes';

export interface Turn {
  /** Called when this queue will not serve it. */
  turnAway(): void;
}

interface LaneQueueSettings<T> {
  /** Returns milliseconds until one may leave: 0 for now, Infinity until `pump` is called. */
  gate: () => number;
  /** Called with turns of one lane: each must leave, or be decided otherwise, when this returns. */
  serve: (turns: [T, ...T[]]) => void;
  /** Maximum of turns served at once. With more than one, a queue waits for those of the same moment. */
  batch?: () => number;
}

/**
 * Priority queue of one operator: the first message of the highest lane leaves whenever the gate opens. Waiting messages hold
 * no slot, so a one-time code never waits behind queued adverts, only for those already written.
 */
export class LaneQueue<T extends Turn> {
  private readonly lanes: Record<Lane, T[]> = { service: [], informative: [], marketing: [] };
  private timer: NodeJS.Timeout | undefined;
  private isDue = false;

  constructor(private readonly settings: LaneQueueSettings<T>) {}

  add(lane: Lane, turn: T): void {
    this.lanes[lane].push(turn);
    if (!this.settings.batch) return this.pump();
    if (this.isDue) return;
    this.isDue = true;
    setImmediate(() => {
      this.isDue = false;
      this.pump();
    });
  }

  /** Puts messages whose turn had no effect back as the first of their lane. */
  requeue(lane: Lane, turns: readonly T[]): void {
    this.lanes[lane].unshift(...turns);
    this.pump();
  }

  pump(): void {
    clearTimeout(this.timer);
    for (;;) {
      const queue = this.next();
      if (!queue) return;
      const ms = this.settings.gate();
      if (ms > 0) {
        if (ms !== Infinity) this.timer = setTimeout(() => this.pump(), ms);
        return;
      }
      const [first, ...more] = queue.splice(0, this.settings.batch?.() ?? 1);
      if (first) this.settings.serve([first, ...more]);
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

  private next(): T[] | undefined {
    for (const lane of LANES) if (this.lanes[lane].length > 0) return this.lanes[lane];
    return undefined;
  }
}
