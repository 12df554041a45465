import type { Position } from '@stopsms/contracts';

/** Next offsets of a partition on the two topics of which no order between them is known. */
export interface Mark {
  journal: bigint;
  status: bigint;
}

/** As it is committed. */
export interface KeptMark extends Mark {
  /** Epoch ms: until then a later owner reads from here although all of the lane is handled, since something is in doubt. */
  doubtUntil?: number;
}

/** Where the tries and outcomes of a batch lie. */
export type Written = Record<keyof Mark, Position[]>;

/**
 * Up to where journal and outcomes are settled for each lane and partition: what a later owner must read back starts there. It
 * is committed beside the lane's offset, as `journal:<offset>,status:<offset>`, with `,doubt:<epoch ms>` behind it while it is held.
 */
export class JournalMarks {
  private readonly settled = new Map<string, Mark>();
  private readonly held = new Map<string, KeptMark>();

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
    this.held.delete(`${laneTopic}/${partition}`);
  }

  /** Until it is released, what is committed stays where it is now: a later owner reads again what we have in doubt. */
  hold(laneTopic: string, partition: number, doubtUntil: number): void {
    const key = `${laneTopic}/${partition}`;
    const { doubtUntil: other = 0, ...mark } = this.held.get(key) ?? { ...this.markOf(laneTopic, partition) };
    this.held.set(key, { ...mark, doubtUntil: Math.max(doubtUntil, other) });
  }

  release(laneTopic: string, partition: number): void {
    this.held.delete(`${laneTopic}/${partition}`);
  }

  metadata(laneTopic: string, partition: number): string {
    return writeMark(this.held.get(`${laneTopic}/${partition}`) ?? this.markOf(laneTopic, partition));
  }

  private markOf(laneTopic: string, partition: number): Mark {
    const key = `${laneTopic}/${partition}`;
    const mark = this.settled.get(key) ?? { journal: 0n, status: 0n };
    this.settled.set(key, mark);
    return mark;
  }
}

/** A dispatcher of before had its journal on the topic of the statuses. */
const MARK = /^journal:(\d+)(?:,status:(\d+)(?:,doubt:(\d+))?)?$/;

export const writeMark = ({ journal, status, doubtUntil }: KeptMark): string =>
  `journal:${journal},status:${status}${doubtUntil === undefined ? '' : `,doubt:${doubtUntil}`}`;

/** Undefined when the metadata is not ours. */
export function readMark(metadata: string | null | undefined): KeptMark | undefined {
  const [, first, second, doubt] = MARK.exec(metadata ?? '') ?? [];
  if (first === undefined) return undefined;
  if (second === undefined) return { journal: 0n, status: BigInt(first) };
  return {
    journal: BigInt(first),
    status: BigInt(second),
    ...(doubt !== undefined && { doubtUntil: Number(doubt) }),
  };
}
