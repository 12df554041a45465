import { NOT_REPLAYED, type NotReplayed, type PastVerdict, type Replayed } from './replay-message';

interface Counted {
  count: number;
  examples: string[];
}

export interface ReplayCounts {
  changed: ({ then: PastVerdict; now: PastVerdict } & Counted)[];
  unchanged: (PastVerdict & { count: number })[];
  notReplayed: ({ code: NotReplayed; why: string } & Counted)[];
}

/** Counts by kind, with the ids of the first few of each: its size does not grow with the messages. */
export class ReplayTally {
  private readonly changed = new Map<string, { then: PastVerdict; now: PastVerdict } & Counted>();
  private readonly unchanged = new Map<string, PastVerdict & { count: number }>();
  private readonly notReplayed = new Map<NotReplayed, Counted>();

  /** @param examples - how many ids are kept of each kind */
  constructor(private readonly examples: number) {}

  add(messageId: string, then: PastVerdict, replayed: Replayed): void {
    if ('notReplayed' in replayed) {
      this.count(
        entry(this.notReplayed, replayed.notReplayed, () => ({ count: 0, examples: [] })),
        messageId,
      );
      return;
    }
    const { now } = replayed;
    if (now.verdict === then.verdict && now.code === then.code) {
      entry(this.unchanged, keyOf(then), () => ({ ...then, count: 0 })).count += 1;
      return;
    }
    const counted = entry(this.changed, `${keyOf(then)} ${keyOf(now)}`, () => ({ then, now, count: 0, examples: [] }));
    this.count(counted, messageId);
  }

  /** The most frequent first. */
  counts(): ReplayCounts {
    return {
      changed: [...this.changed.values()].sort(byCount),
      unchanged: [...this.unchanged.values()].sort(byCount),
      notReplayed: [...this.notReplayed]
        .map(([code, counted]) => ({ code, why: NOT_REPLAYED[code], ...counted }))
        .sort(byCount),
    };
  }

  private count(counted: Counted, messageId: string): void {
    counted.count += 1;
    if (counted.examples.length < this.examples) counted.examples.push(messageId);
  }
}

const keyOf = ({ verdict, code }: PastVerdict): string => `${verdict}:${code ?? ''}`;
const byCount = (one: { count: number }, other: { count: number }): number => other.count - one.count;

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
