/**
 * Counts up behind a prefix that differs from one start of the simulator to the next, because clients remember ids longer
 * than the simulator lives.
 */
export class Ids {
  private last = 0;

  constructor(private readonly prefix: string) {}

  next(): string {
    this.last += 1;
    return `${this.prefix}${this.last.toString(16).padStart(8, '0')}`;
  }
}
