/** Clear of the session timeout (15 s) after which the group gives our partitions to somebody else. */
export const LEASE_MS = 10_000;

type Assignment = ReadonlyMap<string, readonly number[]>;
/** Two clocks, since a suspended machine may stop one of them. */
type Instant = { mono: number; wall: number };

/**
 * Tells whether a partition is still ours, also to a process that was frozen and does not know that it lost everything: a
 * lease runs from when the last heartbeat that the group answered was sent, on the clock that goes on while we stand
 * still. Not from its answer: that may have lain in the socket for as long as we were frozen.
 */
export class PartitionLease {
  /** Grows with each assignment and each loss: work begun under an older one must not commit. */
  generation = 0;
  private assignment: Assignment = new Map();
  private askedAt: Instant = { mono: 0, wall: 0 };
  private renewedAt: Instant = { mono: 0, wall: 0 };

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
   * The group has answered; whether it still knows us is told next.
   * @param sentAt - epoch ms of the question
   */
  answered(sentAt: number): void {
    this.askedAt = { mono: performance.now() - (Date.now() - sentAt), wall: sentAt };
  }

  /** By the last question that was answered. */
  renewed(): void {
    this.renewedAt = this.askedAt;
  }

  /** As assigned last, whether or not the lease is fresh. */
  partitionsOf(topic: string): readonly number[] {
    return this.assignment.get(topic) ?? [];
  }

  holds(topic: string, partition: number): boolean {
    return this.isFresh() && (this.assignment.get(topic)?.includes(partition) ?? false);
  }

  /** Since the group was last heard. */
  silentMs(): number {
    const { mono, wall } = this.renewedAt;
    return Math.max(performance.now() - mono, Date.now() - wall);
  }

  private isFresh(): boolean {
    return this.silentMs() < LEASE_MS;
  }
}
