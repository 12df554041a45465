import { setTimeout as delay } from 'node:timers/promises';
import type { Extent, GroupOffsets } from '../broker/group-offsets';
import { shareCalls } from './share-calls';
import type { Topic } from '@stopsms/contracts';

/** Interval of checks; a STOP may be waiting. */
export const LOOK_EVERY_MS = 5;

/** Position up to which a partition was fetched or handled since it was assigned. */
export interface Progress {
  /** Next offset. */
  upTo: bigint;
  /** Instant at which the last of these records was appended, epoch ms by the broker's clock. */
  appendedAt: number;
}

/**
 * Holds a batch until everything that another topic held of the same partition when the batch was appended has been fetched.
 * That is so once a record appended later was fetched. Meanwhile the broker is queried for the end of that topic, as there may
 * be no such record; our own fetch says nothing about partitions that another broker leads, or that it had no room for.
 * Between brokers the first holds as far as their clocks agree: within the second that a text takes to a handset and its
 * reply back.
 */
export class Precedence {
  readonly topic: string;
  private readonly ends: () => Promise<ReadonlyMap<number, bigint>>;
  private readonly extents: () => Promise<ReadonlyMap<number, Extent>>;
  private readonly committed: () => Promise<ReadonlyMap<number, bigint>>;

  constructor(offsets: Pick<GroupOffsets, 'ends' | 'extents' | 'committedOn'>, topic: Topic, groupId: string) {
    this.topic = topic.name;
    this.ends = shareCalls(() => offsets.ends(topic, Infinity));
    this.extents = shareCalls(() => offsets.extents(topic, Infinity));
    this.committed = shareCalls(() => offsets.committedOn(groupId, topic, Infinity));
  }

  /**
   * @param appendedAt - of the batch's last record, epoch ms
   * @param fetched - position in the other topic's partition; undefined before the first record
   * @param goOn - false gives up: the records arrive again, at the owner of the partition then
   */
  async kept(
    partition: number,
    appendedAt: number,
    fetched: () => Progress | undefined,
    goOn: () => boolean,
  ): Promise<void> {
    const passed = () => (fetched()?.appendedAt ?? 0) > appendedAt;
    if (passed()) return;
    let end: bigint | undefined;
    let fault: unknown;
    const isFetched = () => end !== undefined && (fetched()?.upTo ?? 0n) >= end;
    const lookUp = async (): Promise<void> => {
      if (fetched() !== undefined) {
        end = (await this.ends()).get(partition) ?? 0n;
        if (isFetched()) return;
      }
      end = await this.endOf(partition, fetched);
    };
    lookUp().catch((error: unknown) => (fault = error));
    while (goOn() && !passed() && !isFetched()) {
      if (fault !== undefined) throw fault;
      await delay(LOOK_EVERY_MS);
    }
  }

  /** Offset that must have been fetched for nothing to be missing; 0 if nothing is. */
  private async endOf(partition: number, fetched: () => Progress | undefined): Promise<bigint> {
    const { low, high } = (await this.extents()).get(partition) ?? { low: 0n, high: 0n };
    if (low === high || fetched() !== undefined) return low === high ? 0n : high;
    const committed = (await this.committed()).get(partition) ?? low;
    return committed >= high ? 0n : high;
  }
}
