import Denque from 'denque';

/** Keeps the newest items, each under a sequence number that counts up from 1 and is never used again. */
export class SequencedLog<T> {
  private readonly items = new Denque<T & { sequence: number }>();
  private next = 1;

  constructor(
    private readonly capacity: number,
    private readonly onForget: (item: T) => void = () => undefined,
  ) {}

  get length(): number {
    return this.items.length;
  }

  get nextSequence(): number {
    return this.next;
  }

  /** Numbers go on from here; no effect once they have come further. */
  countFrom(sequence: number): void {
    if (this.items.length === 0) this.next = Math.max(this.next, sequence);
  }

  add(item: T): T & { sequence: number } {
    const sequenced = Object.assign({ sequence: this.next }, item);
    this.next += 1;
    this.items.push(sequenced);
    if (this.items.length > this.capacity) {
      const oldest = this.items.shift();
      if (oldest) this.onForget(oldest);
    }
    return sequenced;
  }

  /** Up to `limit` items with a sequence above `since`, oldest first. */
  after(since: number, limit: number): (T & { sequence: number })[] {
    const first = this.next - this.items.length;
    const start = Math.max(0, since + 1 - first);
    const found: (T & { sequence: number })[] = [];
    for (let index = start; index < this.items.length && found.length < limit; index += 1) {
      const item = this.items.peekAt(index);
      if (item) found.push(item);
    }
    return found;
  }

  /** Forgets all items; the numbers go on. */
  clear(): void {
    this.items.clear();
  }
}
