const SAY_EVERY_MS = 10_000;

/** Prints the progress of long work from time to time: how much is done, how fast, how long it will still take. Short work prints nothing. */
export class Progress {
  private readonly startedAt: number;
  private saidAt: number;
  private done = 0;

  constructor(
    private readonly what: string,
    private readonly all: number,
    private readonly say: (line: string) => void = console.log,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.startedAt = this.saidAt = now();
  }

  add(count: number): void {
    this.done += count;
    const now = this.now();
    if (now - this.saidAt < SAY_EVERY_MS || this.done >= this.all) return;
    this.saidAt = now;
    const percent = Math.floor((100 * this.done) / this.all);
    const leftS = (this.all - this.done) / this.perSecond(now);
    this.say(`  ${this.done} of ${this.all} ${this.what} (${percent} %), ${this.rate(now)}, ${spoken(leftS)} left`);
  }

  end(): void {
    const now = this.now();
    this.say(`  ${this.done} ${this.what} in ${spoken((now - this.startedAt) / 1_000)}, ${this.rate(now)}`);
  }

  private perSecond(now: number): number {
    return (1_000 * this.done) / (now - this.startedAt);
  }

  private rate(now: number): string {
    return `${this.perSecond(now).toFixed(0)} a second`;
  }
}

const spoken = (seconds: number): string =>
  seconds < 90 ? `${seconds.toFixed(0)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
