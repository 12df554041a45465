import { RateLimit } from '@stopsms/http';

/** Different keys a second, after a rest twice as many at once, for which Kafka is asked whether they came a moment ago. */
const ASKED_PER_SECOND = 10;
/** Half a megabyte of hashes. */
const MAX_KNOWN = 5_000;

/**
 * Keys that nobody has. A key is random, so one that was unknown when Kafka was asked will never be made: whoever tries it
 * again, or many others, does not have Kafka asked each time.
 */
export class UnknownKeys {
  /** In the order in which they were found. */
  private readonly hashes = new Set<string>();
  private readonly asking = new RateLimit(ASKED_PER_SECOND);

  has(hash: string): boolean {
    return this.hashes.has(hash);
  }

  add(hash: string): void {
    const [oldest] = this.hashes;
    if (oldest !== undefined && this.hashes.size >= MAX_KNOWN) this.hashes.delete(oldest);
    this.hashes.add(hash);
  }

  /** @returns undefined when Kafka may be asked once more, else the seconds after which to try again */
  refusesToAsk(): number | undefined {
    return this.asking.refuses('unknown');
  }
}
