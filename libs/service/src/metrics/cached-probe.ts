import { setTimeout as delay } from 'node:timers/promises';

/** Time limit of a scrape for a database or broker that hangs: the other metrics are needed most at that time. */
const PATIENCE_MS = 1_000;

/**
 * Cached answer of a probe that a metric sends to the database or the broker: at most one probe per interval, however many scrapes come, and
 * none while another is unanswered.
 */
export class CachedProbe<T> {
  private answer: T | undefined;
  private askedAt = -Infinity;
  private pending: Promise<void> | undefined;

  constructor(
    private readonly ask: () => Promise<T>,
    private readonly everyMs = 5_000,
    private readonly patienceMs = PATIENCE_MS,
  ) {}

  /** Returns undefined while no value is known. */
  async latest(): Promise<T | undefined> {
    if (!this.pending && performance.now() - this.askedAt >= this.everyMs) {
      this.askedAt = performance.now();
      this.pending = this.keep().finally(() => (this.pending = undefined));
    }
    if (!this.pending) return this.answer;
    const patience = new AbortController();
    const isIn = await Promise.race([
      this.pending.then(() => true),
      delay(this.patienceMs, false, { signal: patience.signal, ref: false }).catch(() => false),
    ]);
    patience.abort();
    return isIn ? this.answer : undefined;
  }

  private async keep(): Promise<void> {
    try {
      this.answer = await this.ask();
    } catch {
      this.answer = undefined;
    }
  }
}
