import { Injectable } from '@nestjs/common';

/**
 * Maximum difference between the broker's clock, which dates records, and the database's, which dates a republication of the
 * list.
 */
const CLOCK_SKEW_MS = 2_000;

/**
 * Records of the opt-out topic whose key identifies no recipient: somebody may have opted out, and nobody knows who. They
 * count until the whole list was republished after them, which the heartbeats report. A view that is read anew meets both
 * again, so this needs no persistence.
 */
@Injectable()
export class UnreadableRecords {
  /** Last republication reported on each partition: heartbeats follow the records that they report on. */
  private readonly open = new Map<number, { count: number; offset: bigint; writtenAt: number }>();

  add({ partition, offset, timestamp }: { partition: number; offset: string; timestamp: number }): void {
    const { count, offset: last, writtenAt } = this.open.get(partition) ?? { count: 0, offset: -1n, writtenAt: 0 };
    if (BigInt(offset) <= last) return;
    this.open.set(partition, { count: count + 1, offset: BigInt(offset), writtenAt: Math.max(writtenAt, timestamp) });
  }

  /** @param republishedAt - instant at which the last republication of the list began, from a heartbeat of this partition */
  settle(partition: number, republishedAt: number): void {
    const records = this.open.get(partition);
    if (records && republishedAt > records.writtenAt + CLOCK_SKEW_MS) this.open.delete(partition);
  }

  /** Called when the topic was replaced by another. */
  forget(): void {
    this.open.clear();
  }

  get count(): number {
    return [...this.open.values()].reduce((sum, { count }) => sum + count, 0);
  }

  /** Position of the newest and what to do; undefined when there are none. */
  problem(): string | undefined {
    const [first] = this.open;
    if (!first) return undefined;
    const [partition, { offset }] = first;
    return (
      `${this.count} records have a key that cannot be read, the last of partition ${partition} at offset ${offset}, so it is ` +
      'not known who opted out; republish the list with `npx stopsms republish` (docs/recovery.md, "An unreadable record")'
    );
  }
}
