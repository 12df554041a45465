import { TokenBucket } from 'limiter';

// Additive rise, halving: what keeps TCP off a full network keeps us off a full operator (RFC 5681). The figures are of
// docs/law/operators.md#status-codes, the step of the rise is ours.

const MAX_BACK_OFF_MS = 30_000;
/** A pause is never shorter than agreed; up to a quarter is added, so that replicas do not come back together. */
const JITTER = 0.25;
/** After a refusal the rate rises by a twentieth of the agreed one every 5 s: from half to whole takes 50 s. */
const RISE_EVERY_MS = 5_000;
const RISE = 0.05;
const SLOWEST_PER_SECOND = 1;
/** Submits that may leave together after a quiet moment: as many as a coarse timer makes late. */
const BURST_S = 0.02;

/** How fast one operator takes submits, over all its connections. Times are monotonic milliseconds. */
export class Pace {
  private readonly bucket: TokenBucket;
  private readonly written = { since: 0, now: 0, before: 0 };
  private pausedUntil = 0;
  private risenAt = 0;
  /** Grows with each refusal that counts, so that the other submits of the same burst count once with it. */
  private epoch = 0;
  private inARow = 0;
  private refusedSince: number | undefined;

  /**
   * @param ceiling - submits a second agreed with the operator
   * @param random - 0 up to 1
   */
  constructor(
    private readonly ceiling: number,
    private readonly random: () => number = Math.random,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.bucket = new TokenBucket({ bucketSize: burst(ceiling), tokensPerInterval: ceiling, interval: 'second' });
  }

  /** Submits a second now. */
  get rate(): number {
    this.rise();
    return this.bucket.tokensPerInterval;
  }

  /** Milliseconds until the next submit may leave; 0 for now. */
  waitMs(): number {
    this.rise();
    return Math.max(this.pausedUntil - this.now(), this.bucket.getWaitTime(1), 0);
  }

  /** A submit leaves; its answer is told with what this returns. */
  leave(): number {
    this.bucket.tryRemoveTokens(1);
    this.count();
    return this.epoch;
  }

  taken(epoch: number): void {
    if (epoch !== this.epoch) return;
    this.inARow = 0;
    this.refusedSince = undefined;
  }

  /** The operator asks to come back later. @param firstMs - pause after a first such answer */
  refused(epoch: number, firstMs: number): void {
    if (epoch !== this.epoch) return;
    const now = this.now();
    this.epoch += 1;
    this.refusedSince ??= now;
    const pause = Math.min(firstMs * 2 ** this.inARow++, MAX_BACK_OFF_MS);
    this.pausedUntil = now + pause * (1 + JITTER * this.random());
    this.setRate(Math.max(SLOWEST_PER_SECOND, Math.min(this.bucket.tokensPerInterval, this.measured(now)) / 2));
    this.risenAt = this.pausedUntil;
  }

  /** Since when it has taken nothing and refused; 0 when it takes. */
  refusedForMs(): number {
    return this.refusedSince === undefined ? 0 : this.now() - this.refusedSince;
  }

  private rise(): void {
    const { tokensPerInterval } = this.bucket;
    if (tokensPerInterval >= this.ceiling) return;
    const steps = Math.floor((this.now() - this.risenAt) / RISE_EVERY_MS);
    if (steps < 1) return;
    this.risenAt += steps * RISE_EVERY_MS;
    this.setRate(Math.min(this.ceiling, tokensPerInterval + steps * RISE * this.ceiling));
  }

  private setRate(perSecond: number): void {
    // What flowed in until now flowed at the old rate.
    this.bucket.drip();
    this.bucket.tokensPerInterval = perSecond;
    this.bucket.bucketSize = burst(perSecond);
  }

  private count(): void {
    const second = Math.floor(this.now() / 1_000);
    const { written } = this;
    if (second !== written.since) {
      written.before = second === written.since + 1 ? written.now : 0;
      written.now = 0;
      written.since = second;
    }
    written.now += 1;
  }

  /** Submits that left in the fuller of the last two seconds: an agreed rate nobody reached says nothing. */
  private measured(now: number): number {
    const { since, before } = this.written;
    const age = Math.floor(now / 1_000) - since;
    if (age > 1) return SLOWEST_PER_SECOND;
    return Math.max(this.written.now, age === 0 ? before : 0);
  }
}

const burst = (perSecond: number): number => Math.max(1, perSecond * BURST_S);
