import type { Position } from '@stopsms/contracts';

/** Next offsets of a partition on the two topics, between which no order is known. */
export interface Mark {
  journal: bigint;
  status: bigint;
}

/** Mark as it is committed. */
export interface CommittedMark extends Mark {
  /** Epoch ms; until then a later owner reads from this mark although all of the lane is handled. */
  until?: number;
}

/** Positions of the tries and outcomes of a batch. */
export type Written = Record<keyof Mark, Position[]>;

/**
 * Records of a lane by which the committed mark stays behind. A broker that ends during a request, or a service that ends
 * between sending and committing, puts the same records on the lane twice, close together; an owner that takes over between
 * the two must know the outcome of the first.
 */
const BEHIND = 30n;
/**
 * Time within which a duplicate record arrives. The journal of a lane that rests longer is no longer read: other lanes fill
 * it meanwhile.
 */
const RECENT_MS = 30_000;

/**
 * Positions up to which journal and outcomes are settled, for each lane and partition: a later owner reads back from there.
 * Committed beside the lane's offset as `journal:<offset>,status:<offset>,until:<epoch ms>`.
 */
export class JournalMarks {
  private readonly settled = new Map<string, Mark>();
  /** Marks of the latest records of each lane and partition, and the mark before them. */
  private readonly latest = new Map<string, { upTo: bigint; mark: Mark }[]>();
  private readonly held = new Map<string, Required<CommittedMark>>();

  /**
   * Moves the mark behind all tries and outcomes of a handled batch. Where nothing was begun, the mark stays: an earlier
   * round may have made a try whose outcome must lie behind the mark too.
   */
  settle(laneTopic: string, written: Written): void {
    if (written.journal.length === 0) return;
    for (const topic of ['journal', 'status'] as const) {
      let last: Position | undefined;
      for (const position of written[topic]) {
        // Messages of one frame share its position.
        if (position === last) continue;
        last = position;
        const { partition, offset } = position;
        const mark = this.markOf(laneTopic, partition);
        const next = BigInt(offset) + 1n;
        if (next > mark[topic]) mark[topic] = next;
      }
    }
  }

  /** Starts from the mark of the previous owner; marks known from an earlier assignment are void. */
  begin(laneTopic: string, partition: number, mark: Mark): void {
    const key = `${laneTopic}/${partition}`;
    this.settled.set(key, { ...mark });
    this.latest.set(key, [{ upTo: 0n, mark: { ...mark } }]);
    this.held.delete(key);
  }

  /**
   * Keeps the committed mark until `release`, so that a later owner reads again what is in doubt here.
   * @param until - epoch ms, after which it no longer matters
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
   * Metadata to commit beside an offset of the lane. Keeps the mark of that offset for later calls.
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
    const { until = 0, ...mark }: CommittedMark = this.held.get(key) ?? latest[0]?.mark ?? settled;
    return writeMark({ ...mark, until: Math.max(until, now + RECENT_MS) });
  }

  private markOf(laneTopic: string, partition: number): Mark {
    const key = `${laneTopic}/${partition}`;
    const mark = this.settled.get(key) ?? { journal: 0n, status: 0n };
    this.settled.set(key, mark);
    return mark;
  }
}

/** An earlier release had its journal on the topic of the statuses. */
const MARK = /^journal:(\d+)(?:,status:(\d+)(?:,until:(\d+))?)?$/;

export const writeMark = ({ journal, status, until }: CommittedMark): string =>
  `journal:${journal},status:${status}${until === undefined ? '' : `,until:${until}`}`;

/** Returns undefined for metadata of another form. */
export function readMark(metadata: string | null | undefined): CommittedMark | undefined {
  const [, first, second, until] = MARK.exec(metadata ?? '') ?? [];
  if (first === undefined) return undefined;
  if (second === undefined) return { journal: 0n, status: BigInt(first) };
  return {
    journal: BigInt(first),
    status: BigInt(second),
    ...(until !== undefined && { until: Number(until) }),
  };
}
