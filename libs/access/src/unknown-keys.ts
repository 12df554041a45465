import { RateLimit } from '@stopsms/http';

/** Lookups of unknown keys on Kafka a second; twice as many at once after a rest. */
const ASKED_PER_SECOND = 10;
/** Limit: half a megabyte of hashes. */
const MAX_KNOWN = 5_000;

/**
 * Remembers keys that do not exist. Keys are random, so one that was unknown after a lookup will never be made: repeated and many
 * wrong keys do not cause a lookup each.
 */
export class UnknownKeys {
  /** Unknown keys in insertion order. */
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

  /** @returns undefined if one more lookup is allowed, else the seconds until a retry */
  refusesToAsk(): number | undefined {
    return this.asking.refuses('unknown');
  }
}
