import { Latest } from '@stopsms/kernel';
import { TokenBucket } from 'limiter';

/** Rate limit of each key, in this replica; after a pause twice as many at once. */
export class RateLimit {
  private readonly buckets: Latest<TokenBucket>;

  /**
   * @param keys - minimum of keys in memory, if strangers choose the keys: the oldest is dropped first. Without it, one bucket stays for
   *   each key ever used
   */
  constructor(
    private readonly perSecond: number,
    keys = Infinity,
  ) {
    this.buckets = new Latest(keys);
  }

  /** @returns undefined when one more may pass, else the seconds after which to ask again */
  refuses(whose: string): number | undefined {
    let bucket = this.buckets.get(whose);
    if (!bucket) {
      const bucketSize = this.perSecond * 2;
      bucket = new TokenBucket({ bucketSize, tokensPerInterval: this.perSecond, interval: 'second' });
      bucket.content = bucketSize;
      this.buckets.set(whose, bucket);
    }
    return bucket.tryRemoveTokens(1) ? undefined : Math.max(1, Math.ceil(bucket.getWaitTime(1) / 1_000));
  }
}
