import type { Position } from '@stopsms/contracts';

/**
 * Up to where the journal is settled for each lane and partition: what a later owner must read back starts there. It is
 * committed beside the lane's offset, as `journal:<offset>`.
 */
export class JournalMarks {
  private readonly settled = new Map<string, bigint>();

  /** The messages of a lane handled so far have all their outcomes at or before these positions. */
  settle(laneTopic: string, positions: Position[]): void {
    for (const { partition, offset } of positions) this.mark(laneTopic, partition, BigInt(offset) + 1n);
  }

  /** Where whoever had the partition before us says it is settled; what we knew from an earlier time is void. */
  begin(laneTopic: string, partition: number, next: bigint): void {
    this.settled.set(`${laneTopic}/${partition}`, next);
  }

  private mark(laneTopic: string, partition: number, next: bigint): void {
    const key = `${laneTopic}/${partition}`;
    if (next > (this.settled.get(key) ?? -1n)) this.settled.set(key, next);
  }

  metadata(laneTopic: string, partition: number): string {
    return markOf(this.settled.get(`${laneTopic}/${partition}`) ?? 0n);
  }
}

const MARK = /^journal:(\d+)$/;

export const markOf = (offset: bigint): string => `journal:${offset}`;

/** Undefined when the metadata is not ours. */
export function readMark(metadata: string | null | undefined): bigint | undefined {
  const digits = MARK.exec(metadata ?? '')?.[1];
  return digits === undefined ? undefined : BigInt(digits);
}
