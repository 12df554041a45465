import { TokenBucket } from 'limiter';

/** Of each key, in this replica; after a rest twice as many at once. Memory: one bucket per key that was ever used. */
export class RateLimit {
  private readonly buckets = new Map<string, TokenBucket>();

  constructor(private readonly perSecond: number) {}

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
