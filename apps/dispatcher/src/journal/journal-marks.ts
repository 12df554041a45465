import type { Position } from '@stopsms/contracts';

/** Next offsets of a partition on the two topics of which no order between them is known. */
export interface Mark {
  journal: bigint;
  status: bigint;
}

/** Where the tries and outcomes of a batch lie. */
export type Written = Record<keyof Mark, Position[]>;

/**
 * Up to where journal and outcomes are settled for each lane and partition: what a later owner must read back starts there. It
 * is committed beside the lane's offset, as `journal:<offset>,status:<offset>`.
 */
export class JournalMarks {
  private readonly settled = new Map<string, Mark>();

  /**
   * The messages of a lane handled so far have all their tries and outcomes at or before these positions. Where nothing was
   * begun, the mark stays: a try of theirs may lie behind it that an earlier round made, and its outcome must too.
   */
  settle(laneTopic: string, written: Written): void {
    if (written.journal.length === 0) return;
    for (const topic of ['journal', 'status'] as const) {
      for (const { partition, offset } of written[topic]) {
        const mark = this.markOf(laneTopic, partition);
        const next = BigInt(offset) + 1n;
        if (next > mark[topic]) mark[topic] = next;
      }
    }
  }

  /** Where whoever had the partition before us says it is settled; what we knew from an earlier time is void. */
  begin(laneTopic: string, partition: number, mark: Mark): void {
    this.settled.set(`${laneTopic}/${partition}`, { ...mark });
  }

  metadata(laneTopic: string, partition: number): string {
    return writeMark(this.markOf(laneTopic, partition));
  }

  private markOf(laneTopic: string, partition: number): Mark {
    const key = `${laneTopic}/${partition}`;
    const mark = this.settled.get(key) ?? { journal: 0n, status: 0n };
    this.settled.set(key, mark);
    return mark;
  }
}

/** A dispatcher of before had its journal on the topic of the statuses. */
const MARK = /^journal:(\d+)(?:,status:(\d+))?$/;

export const writeMark = ({ journal, status }: Mark): string => `journal:${journal},status:${status}`;

/** Undefined when the metadata is not ours. */
export function readMark(metadata: string | null | undefined): Mark | undefined {
  const [, first, second] = MARK.exec(metadata ?? '') ?? [];
  if (first === undefined) return undefined;
  return second === undefined
    ? { journal: 0n, status: BigInt(first) }
    : { journal: BigInt(first), status: BigInt(second) };
}
