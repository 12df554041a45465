import { Problem } from '@stopsms/http';
import { Latest } from '@stopsms/kernel';
import { TokenBucket } from 'limiter';
import { type Caller, whoOf } from './caller';

/** Minimum number of callers whose use is remembered. */
const MAX_CALLERS = 10_000;

/** Limits the number of people that one caller may query in an hour, in this replica. */
export class PeopleLimit {
  private readonly buckets = new Latest<TokenBucket>(MAX_CALLERS);

  constructor(private readonly perHour: number) {}

  /**
   * Takes people from the caller's allowance; nothing if it is too small.
   * @throws Problem 429 with the seconds until the same request succeeds
   */
  take(caller: Caller, people: number): void {
    if (caller.kind === 'anyone' || people === 0) return;
    const bucket = this.bucketOf(whoOf(caller));
    const taken = Math.min(people, this.perHour);
    if (bucket.tryRemoveTokens(taken)) return;
    const seconds = Math.max(1, Math.ceil(bucket.getWaitTime(taken) / 1_000));
    throw Problem.tooMany(
      `At most ${this.perHour} recipients unknown to the advertiser can be queried per hour. Try again in ${seconds} s. Nothing was changed.`,
      seconds,
    );
  }

  private bucketOf(whose: string): TokenBucket {
    const known = this.buckets.get(whose);
    if (known) return known;
    const bucket = new TokenBucket({ bucketSize: this.perHour, tokensPerInterval: this.perHour, interval: 'hour' });
    bucket.content = this.perHour;
    this.buckets.set(whose, bucket);
    return bucket;
  }
}
