import { TokenBucket } from 'limiter';

// Additive increase, multiplicative decrease, as TCP does on a congested network (RFC 5681). Figures are from
// docs/law/operators.md#status-codes; the step of the increase is ours.

const MAX_BACK_OFF_MS = 30_000;
/** Random part added to a pause, which is never shorter than agreed, so that replicas do not resume together. */
const JITTER = 0.25;
/** Increase after a refusal: a twentieth of the agreed rate every 5 s, so from half to whole takes 50 s. */
const RISE_EVERY_MS = 5_000;
const RISE = 0.05;
const MIN_PER_SECOND = 1;
/** Burst after a quiet moment: as many submits as a coarse timer delays. */
const BURST_S = 0.02;

/** Rate limit of one operator over all its connections. Times are monotonic milliseconds. */
export class Pace {
  private readonly bucket: TokenBucket;
  private readonly written = { since: 0, now: 0, before: 0 };
  private pausedUntil = 0;
  /** End of the time that the messages of the last batch take at the current rate. */
  private owedUntil = 0;
  private risenAt = 0;
  /** Grows with each refusal that counts, so that other submits of the same burst count only once. */
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

  /** Current rate, submits a second. */
  get rate(): number {
    this.rise();
    return this.bucket.tokensPerInterval;
  }

  /** Milliseconds until the next submit may leave; 0 for now. */
  waitMs(): number {
    this.rise();
    return Math.max(this.pausedForMs(), this.owedUntil - this.now(), this.bucket.getWaitTime(1));
  }

  /** Milliseconds until the pause after a refusal ends; 0 without one. */
  pausedForMs(): number {
    return Math.max(this.pausedUntil - this.now(), 0);
  }

  /**
   * Counts submits that leave in one call. Pass the returned epoch with its response to `taken` or `refused`.
   * @param messages - in the call
   */
  leave(messages = 1): number {
    this.bucket.tryRemoveTokens(1);
    if (messages > 1) this.owedUntil = this.now() + (messages * 1_000) / this.bucket.tokensPerInterval;
    for (let n = 0; n < messages; n += 1) this.count();
    return this.epoch;
  }

  taken(epoch: number): void {
    if (epoch !== this.epoch) return;
    this.inARow = 0;
    this.refusedSince = undefined;
  }

  /**
   * Slows down after a request to retry later.
   * @param firstMs - pause after a first such response
   * @param minMs - pause that the operator requested
   */
  refused(epoch: number, firstMs: number, minMs = 0): void {
    if (epoch !== this.epoch) return;
    const now = this.now();
    this.epoch += 1;
    this.refusedSince ??= now;
    const pause = Math.min(firstMs * 2 ** this.inARow++, MAX_BACK_OFF_MS);
    this.pausedUntil = now + Math.max(pause, minMs) * (1 + JITTER * this.random());
    this.setRate(Math.max(MIN_PER_SECOND, Math.min(this.bucket.tokensPerInterval, this.measured(now)) / 2));
    this.risenAt = this.pausedUntil;
  }

  /** Time since when it has refused every submit; 0 when it takes them. */
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
    // Tokens until now are counted at the old rate.
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

  /** Submits in the busier of the last two seconds: the agreed rate says nothing if it was not reached. */
  private measured(now: number): number {
    const { since, before } = this.written;
    const age = Math.floor(now / 1_000) - since;
    if (age > 1) return MIN_PER_SECOND;
    return Math.max(this.written.now, age === 0 ? before : 0);
  }
}

const burst = (perSecond: number): number => Math.max(1, perSecond * BURST_S);
