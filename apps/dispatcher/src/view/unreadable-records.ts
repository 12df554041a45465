import { Injectable } from '@nestjs/common';

/** The broker's clock, which dates records, and the database's, which dates a writing of the list, may differ by so much. */
const CLOCK_SKEW_MS = 2_000;

/**
 * Records of the opt-out topic whose key tells no recipient: somebody may have opted out, and nobody knows who. They count
 * until the whole list was written again after them, which the heartbeats tell. A view that is read anew meets both again,
 * so this needs no memory of its own.
 */
@Injectable()
export class UnreadableRecords {
  /** By partition, in which heartbeats come after what they speak of. */
  private readonly open = new Map<number, { count: number; offset: bigint; writtenAt: number }>();

  add({ partition, offset, timestamp }: { partition: number; offset: string; timestamp: number }): void {
    const { count, offset: last, writtenAt } = this.open.get(partition) ?? { count: 0, offset: -1n, writtenAt: 0 };
    if (BigInt(offset) <= last) return;
    this.open.set(partition, { count: count + 1, offset: BigInt(offset), writtenAt: Math.max(writtenAt, timestamp) });
  }

  /** @param republishedAt - when the last whole writing of the list began, by a heartbeat of this partition */
  settle(partition: number, republishedAt: number): void {
    const found = this.open.get(partition);
    if (found && republishedAt > found.writtenAt + CLOCK_SKEW_MS) this.open.delete(partition);
  }

  /** The topic is another one than before. */
  forget(): void {
    this.open.clear();
  }

  get count(): number {
    return [...this.open.values()].reduce((sum, { count }) => sum + count, 0);
  }

  /** Undefined when there are none, else where the newest lies and what to do. */
  problem(): string | undefined {
    const [first] = this.open;
    if (!first) return undefined;
    const [partition, { offset }] = first;
    return (
      `${this.count} records have a key that cannot be read, the last of partition ${partition} at offset ${offset}, so it is ` +
      'not known who opted out; write the list again with `npx stopsms republish` (docs/recovery.md, "An unreadable record")'
    );
  }
}
