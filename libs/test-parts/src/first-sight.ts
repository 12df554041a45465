/**
 * Returns a predicate that is true for the first sight of a record, so that a test counts the records of the topic. A plain
 * consumer with a late heartbeat gets records again: the broker's doing, not the service's.
 */
export function firstSight(): (topic: string, partition: number, offset: string) => boolean {
  const next = new Map<string, bigint>();
  return (topic, partition, offset) => {
    const key = `${topic}/${partition}`;
    if (BigInt(offset) < (next.get(key) ?? 0n)) return false;
    next.set(key, BigInt(offset) + 1n);
    return true;
  };
}
