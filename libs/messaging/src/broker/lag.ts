import type { Topic } from '@stopsms/contracts';
import type { GroupOffsets } from './group-offsets';

/** Lag of a reader on one topic, as the broker reports it now. */
export interface Lag {
  /** Consumer group; `follow` for a topic that each replica reads whole. */
  group: string;
  topic: string;
  records: number;
}

/** Maximum wait: a scrape waits for this, also if the broker is down. */
const PATIENCE_MS = 500;

/**
 * Reads the lag from the broker instead of the last batch: a stuck reader takes no batch, and its lag is the one that grows.
 * @param next - next offset to handle, by partition that is read here; undefined if nothing was handled yet
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
    // Deleted records cannot be read any more.
    const first = from > low ? from : low;
    if (high > first) records += high - first;
  }
  return { group, topic: topic.name, records: Number(records) };
}
