import { setTimeout as delay } from 'node:timers/promises';
import type { Extent, GroupOffsets } from './group-offsets';
import { shareCalls } from './share-calls';
import type { Topic } from '@stopsms/contracts';

const LOOK_EVERY_MS = 5;

/**
 * Lets a batch wait until all that another topic held of the same partition has been handled. The broker is asked where
 * that topic ends: what a fetch of ours brought says nothing about partitions that another broker leads, or that the fetch
 * had no room for.
 */
export class Precedence {
  readonly topic: string;
  private readonly ends: () => Promise<ReadonlyMap<number, Extent>>;
  private readonly committed: () => Promise<ReadonlyMap<number, bigint>>;

  constructor(offsets: GroupOffsets, topic: Topic, groupId: string) {
    this.topic = topic.name;
    this.ends = shareCalls(() => offsets.extents(topic, Infinity));
    this.committed = shareCalls(() => offsets.committedOn(groupId, topic, Infinity));
  }

  /**
   * @param handledUpTo - next offset after what was handled since we got the partition; undefined before the first
   * @param goOn - false gives up: the records come again, to whoever has the partition then
   */
  async kept(partition: number, handledUpTo: () => bigint | undefined, goOn: () => boolean): Promise<void> {
    const { low, high } = (await this.ends()).get(partition) ?? { low: 0n, high: 0n };
    if (low === high) return;
    let from = low;
    if (handledUpTo() === undefined) from = (await this.committed()).get(partition) ?? low;
    while (goOn() && (handledUpTo() ?? from) < high) await delay(LOOK_EVERY_MS);
  }
}
