import { TokenBucket } from 'limiter';

/** Of each key, in this replica; after a rest twice as many at once. */
export class RateLimit {
  private readonly buckets = new Map<string, TokenBucket>();

  /**
   * @param mostKeys - whose asking is remembered, where strangers choose the keys: beyond it, whoever was first known is forgotten.
   *   Else memory is one bucket per key that was ever used
   */
  constructor(
    private readonly perSecond: number,
    private readonly mostKeys = Infinity,
  ) {}

  /** @returns undefined when one more may pass, else the seconds after which to ask again */
  refuses(whose: string): number | undefined {
    let bucket = this.buckets.get(whose);
    if (!bucket) {
      const bucketSize = this.perSecond * 2;
      bucket = new TokenBucket({ bucketSize, tokensPerInterval: this.perSecond, interval: 'second' });
      bucket.content = bucketSize;
      const [first] = this.buckets.keys();
      if (first !== undefined && this.buckets.size >= this.mostKeys) this.buckets.delete(first);
      this.buckets.set(whose, bucket);
    }
    return bucket.tryRemoveTokens(1) ? undefined : Math.max(1, Math.ceil(bucket.getWaitTime(1) / 1_000));
  }
}
