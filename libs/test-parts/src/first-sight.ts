/**
 * A plain consumer that was slow to say it is alive gets records again: the broker's doing, not the service's. Tells
 * whether a record is seen for the first time, so that what is counted is what lies on the topic.
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
