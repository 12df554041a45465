import type { Position } from '@stopsms/contracts';

/** Next offsets of a partition on the two topics of which no order between them is known. */
export interface Mark {
  journal: bigint;
  status: bigint;
}

/** As it is committed. */
export interface KeptMark extends Mark {
  /** Epoch ms: until then a later owner reads from here although all of the lane is handled. */
  until?: number;
}

/** Where the tries and outcomes of a batch lie. */
export type Written = Record<keyof Mark, Position[]>;

/**
 * Records of a lane by which the mark that is committed stays behind. A broker that ends under a request, or a service between sending and
 * noting it, makes the same records stand in the lane twice, close together: whoever gets the partition between the two
 * must know what became of the first.
 */
const BEHIND = 30n;
/** What is twice comes within this. A lane that rests for longer has its journal read no more: others fill it meanwhile. */
const RECENT_MS = 30_000;

/**
 * Up to where journal and outcomes are settled for each lane and partition: what a later owner must read back starts there. It
 * is committed beside the lane's offset, as `journal:<offset>,status:<offset>,until:<epoch ms>`.
 */
export class JournalMarks {
  private readonly settled = new Map<string, Mark>();
  /** Marks of the latest records of each lane and partition, and the one before them. */
  private readonly latest = new Map<string, { upTo: bigint; mark: Mark }[]>();
  private readonly held = new Map<string, Required<KeptMark>>();

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
    const key = `${laneTopic}/${partition}`;
    this.settled.set(key, { ...mark });
    this.latest.set(key, [{ upTo: 0n, mark: { ...mark } }]);
    this.held.delete(key);
  }

  /**
   * Until it is released, what is committed stays where it is now: a later owner reads again what we have in doubt.
   * @param until - epoch ms, after which it matters no more
   */
  hold(laneTopic: string, partition: number, until: number): void {
    const key = `${laneTopic}/${partition}`;
    const known = this.held.get(key);
    const mark = known ?? this.latest.get(key)?.[0]?.mark ?? this.markOf(laneTopic, partition);
    this.held.set(key, { ...mark, until: Math.max(until, known?.until ?? 0) });
  }

  release(laneTopic: string, partition: number): void {
    this.held.delete(`${laneTopic}/${partition}`);
  }

  /**
   * What is committed beside an offset of the lane; the mark of that offset is kept for those that follow.
   * @param next - offset of the lane that is committed
   * @param now - epoch ms
   */
  metadata(laneTopic: string, partition: number, next: bigint, now: number): string {
    const key = `${laneTopic}/${partition}`;
    const latest = this.latest.get(key) ?? [];
    const settled = { ...this.markOf(laneTopic, partition) };
    latest.push({ upTo: next, mark: settled });
    while (latest[1] && latest[1].upTo + BEHIND <= next) latest.shift();
    this.latest.set(key, latest);
    const { until = 0, ...kept }: KeptMark = this.held.get(key) ?? latest[0]?.mark ?? settled;
    return writeMark({ ...kept, until: Math.max(until, now + RECENT_MS) });
  }

  private markOf(laneTopic: string, partition: number): Mark {
    const key = `${laneTopic}/${partition}`;
    const mark = this.settled.get(key) ?? { journal: 0n, status: 0n };
    this.settled.set(key, mark);
    return mark;
  }
}

/** A dispatcher of before had its journal on the topic of the statuses. */
const MARK = /^journal:(\d+)(?:,status:(\d+)(?:,until:(\d+))?)?$/;

export const writeMark = ({ journal, status, until }: KeptMark): string =>
  `journal:${journal},status:${status}${until === undefined ? '' : `,until:${until}`}`;

/** Undefined when the metadata is not ours. */
export function readMark(metadata: string | null | undefined): KeptMark | undefined {
  const [, first, second, until] = MARK.exec(metadata ?? '') ?? [];
  if (first === undefined) return undefined;
  if (second === undefined) return { journal: 0n, status: BigInt(first) };
  return {
    journal: BigInt(first),
    status: BigInt(second),
    ...(until !== undefined && { until: Number(until) }),
  };
}
