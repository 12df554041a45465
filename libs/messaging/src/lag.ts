import type { Topic } from '@stopsms/contracts';
import type { GroupOffsets } from './group-offsets';

/** How far a reader is behind on one topic, as the broker sees it now. */
export interface Lag {
  /** Consumer group; `follow` for a topic that each replica reads whole. */
  group: string;
  topic: string;
  records: number;
}

/** A scrape waits for this, so a broker that is away must not keep it. */
const PATIENCE_MS = 500;

/**
 * Asked of the broker and not taken from the last batch: a reader that is stuck takes no batch, and it is its lag that
 * grows.
 * @param next - next offset to handle, by partition that is read here; undefined where nothing was handled yet
 */
export async function lagOf(
  offsets: GroupOffsets,
  group: string,
  topic: Topic,
  next: ReadonlyMap<number, bigint | undefined>,
): Promise<Lag> {
  const unknown = [...next.values()].includes(undefined);
  const [extents, committed] = await Promise.all([
    offsets.extents(topic, PATIENCE_MS),
    unknown && group !== 'follow' ? offsets.committedOn(group, topic, PATIENCE_MS) : new Map<number, bigint>(),
  ]);
  let records = 0n;
  for (const [partition, at] of next) {
    const { low = 0n, high = 0n } = extents.get(partition) ?? {};
    const from = at ?? committed.get(partition) ?? low;
    // What is deleted already cannot be read any more.
    const first = from > low ? from : low;
    if (high > first) records += high - first;
  }
  return { group, topic: topic.name, records: Number(records) };
}
