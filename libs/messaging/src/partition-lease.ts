/** Clear of the session timeout (15 s) after which the group gives our partitions to somebody else. */
const LEASE_MS = 10_000;

type Assignment = ReadonlyMap<string, readonly number[]>;

/**
 * Tells whether a partition is still ours, also to a process that was frozen and does not know that it lost everything: a
 * lease runs from the last heartbeat the group answered, on the clock that goes on while we stand still.
 */
export class PartitionLease {
  /** Grows with each assignment and each loss: work begun under an older one must not commit. */
  generation = 0;
  private assignment: Assignment = new Map();
  private renewedAt = { mono: 0, wall: 0 };

  gained(assignment: Assignment): void {
    this.generation += 1;
    this.assignment = assignment;
    this.renewed();
  }

  lost(): void {
    this.generation += 1;
    this.assignment = new Map();
  }

  renewed(): void {
    this.renewedAt = { mono: performance.now(), wall: Date.now() };
  }

  /** As assigned last, whether or not the lease is fresh. */
  partitionsOf(topic: string): readonly number[] {
    return this.assignment.get(topic) ?? [];
  }

  holds(topic: string, partition: number): boolean {
    return this.isFresh() && (this.assignment.get(topic)?.includes(partition) ?? false);
  }

  /** Two clocks, since a suspended machine may stop one of them. */
  private isFresh(): boolean {
    const { mono, wall } = this.renewedAt;
    return performance.now() - mono < LEASE_MS && Date.now() - wall < LEASE_MS;
  }
}
