/** Below the session timeout (15 s), after which the group assigns our partitions to another member. */
export const LEASE_MS = 10_000;

type Assignment = ReadonlyMap<string, readonly number[]>;
/** Two clocks, since a suspended machine may stop one of them. */
type Instant = { mono: number; wall: number };

/**
 * Decides whether a partition is still ours, also in a process that was frozen and does not know that it lost everything. A
 * lease starts when the last acknowledged heartbeat was sent, on a clock that runs while the process is frozen. It does not
 * start with the response, which may have waited in the socket during the freeze.
 */
export class PartitionLease {
  /** Grows with each assignment and each loss: work begun in an older generation must not commit. */
  generation = 0;
  private assignment: Assignment = new Map();
  private askedAt: Instant = { mono: 0, wall: 0 };
  private renewedAt: Instant = { mono: 0, wall: 0 };
  /** Last check, valid within its millisecond: it is made for each message. */
  private checked = { wall: NaN, isFresh: false };

  gained(assignment: Assignment): void {
    this.generation += 1;
    this.assignment = assignment;
    this.renewed();
  }

  lost(): void {
    this.generation += 1;
    this.assignment = new Map();
  }

  /**
   * Called with each response of the group; whether it still knows us is reported next.
   * @param sentAt - epoch ms of the request
   */
  answered(sentAt: number): void {
    this.askedAt = { mono: performance.now() - (Date.now() - sentAt), wall: sentAt };
  }

  /** Renews the lease from the last request that was answered. */
  renewed(): void {
    this.renewedAt = this.askedAt;
    this.checked.wall = NaN;
  }

  /** Partitions of the last assignment, whether or not the lease is fresh. */
  partitionsOf(topic: string): readonly number[] {
    return this.assignment.get(topic) ?? [];
  }

  holds(topic: string, partition: number): boolean {
    return this.isFresh() && (this.assignment.get(topic)?.includes(partition) ?? false);
  }

  /** Time since the last response of the group. */
  silentMs(): number {
    const { mono, wall } = this.renewedAt;
    return Math.max(performance.now() - mono, Date.now() - wall);
  }

  private isFresh(): boolean {
    const wall = Date.now();
    if (wall !== this.checked.wall) this.checked = { wall, isFresh: this.silentMs() < LEASE_MS };
    return this.checked.isFresh;
  }
}
