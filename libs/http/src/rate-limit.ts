import { Latest } from '@stopsms/kernel';
import { TokenBucket } from 'limiter';

/** Minimum of networks in memory, where strangers are the keys. */
export const MAX_NETWORKS = 10_000;

/** Rate limit of each key, in this replica; after a pause twice as many at once. */
export class RateLimit {
  private readonly buckets: Latest<TokenBucket>;

  /**
   * @param keys - minimum of keys in memory, if strangers choose the keys: the longest unused is dropped first. Without it, one bucket
   *   stays for each key ever used
   */
  constructor(
    private readonly rate: number,
    keys = Infinity,
    private readonly per: 'second' | 'minute' = 'second',
  ) {
    this.buckets = new Latest(keys);
  }

  /** @returns undefined when one more may pass, else the seconds after which to ask again */
  refuses(whose: string): number | undefined {
    const bucket = this.bucketOf(whose);
    return bucket.tryRemoveTokens(1) ? undefined : Math.max(1, Math.ceil(bucket.getWaitTime(1) / 1_000));
  }

  /** Returns one that passed, which does not count after all. */
  giveBack(whose: string): void {
    const bucket = this.bucketOf(whose);
    bucket.content = Math.min(bucket.content + 1, bucket.bucketSize);
  }

  private bucketOf(whose: string): TokenBucket {
    const bucket = this.buckets.get(whose) ?? this.fullBucket();
    // Set again at each use: a busy key would otherwise begin anew once enough others have come.
    this.buckets.set(whose, bucket);
    return bucket;
  }

  private fullBucket(): TokenBucket {
    const bucketSize = this.rate * 2;
    const bucket = new TokenBucket({ bucketSize, tokensPerInterval: this.rate, interval: this.per });
    bucket.content = bucketSize;
    return bucket;
  }
}
