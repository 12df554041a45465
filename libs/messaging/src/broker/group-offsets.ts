import { setTimeout as delay } from 'node:timers/promises';
import type { ServiceName, Topic } from '@stopsms/contracts';
import type { Admin } from '@stopsms/kafka-client';
import type { Offsets } from './read-range';
import { retryTransient } from '../faults/retry-transient';

/** Range of offsets of a partition's records: `low` included, `high` excluded. */
export interface Extent {
  low: bigint;
  high: bigint;
}

/** Interval of checks; a STOP may be waiting, so it is short beside the time a STOP may take. */
const CATCH_UP_POLL_MS = 10;

/** Offsets of topics and of this service's groups at the broker. All requests wait out a broker that is down. */
export class GroupOffsets {
  constructor(
    private readonly admin: Admin,
    private readonly service: ServiceName,
  ) {}

  async extents(topic: Topic, patienceMs?: number): Promise<ReadonlyMap<number, Extent>> {
    const offsets = await retryTransient(() => this.admin.fetchTopicOffsets(topic.name), patienceMs);
    return new Map(offsets.map(({ partition, low, high }) => [partition, { low: BigInt(low), high: BigInt(high) }]));
  }

  /** End offset of each partition, with one request to each leader. */
  async ends(topic: Topic, patienceMs?: number): Promise<Offsets> {
    return this.since(topic, Infinity, patienceMs);
  }

  /** Next offset by partition of records appended from that instant on, epoch ms by the broker's clock. */
  async since(topic: Topic, at: number, patienceMs?: number): Promise<Offsets> {
    const lookUp = () => this.admin.fetchTopicOffsetsByTimestamp(topic.name, at);
    const found = await retryTransient(lookUp, patienceMs);
    return new Map(found.map(({ partition, offset }) => [partition, BigInt(offset)]));
  }

  /** Committed offsets of a group, with metadata; offset -1 where nothing is committed. */
  async committed(group: string, topics: readonly Topic[]) {
    const groupId = `stopsms.${this.service}.${group}`;
    return retryTransient(() => this.admin.fetchOffsets({ groupId, topics: topics.map(({ name }) => name) }));
  }

  /** Next offset by partition; partitions without a commit are absent. */
  async committedOn(groupId: string, topic: Topic, patienceMs?: number): Promise<Offsets> {
    const work = () => this.admin.fetchOffsets({ groupId, topics: [topic.name] });
    const [found] = await retryTransient(work, patienceMs);
    const committed = found?.partitions.map(({ partition, offset }) => [partition, BigInt(offset)] as const) ?? [];
    return new Map(committed.filter(([, offset]) => offset >= 0n));
  }

  /**
   * Resolves once the group has handled everything on `topic` now; false after `timeoutMs`.
   * @param only - partitions to wait for, all when absent
   * @param handled - next offset of those that are read here, which is committed only later
   */
  async caughtUp(
    groupId: string,
    topic: Topic,
    timeoutMs: number,
    only?: ReadonlySet<number>,
    handled: (partition: number) => bigint | undefined = () => undefined,
  ): Promise<boolean> {
    const ends = [...(await this.extents(topic))].filter(([partition, { low, high }]) => {
      return low !== high && (only?.has(partition) ?? true);
    });
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const behind = ends.filter(([partition, { high }]) => (handled(partition) ?? -1n) < high);
      const at = behind.length > 0 ? await this.committedOn(groupId, topic) : new Map<number, bigint>();
      if (behind.every(([partition, { high }]) => (at.get(partition) ?? -1n) >= high)) return true;
      if (Date.now() > deadline) return false;
      await delay(CATCH_UP_POLL_MS);
    }
  }
}
