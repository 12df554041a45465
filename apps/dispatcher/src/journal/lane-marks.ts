import type { JournalEntry } from '@stopsms/contracts';
import type { Offsets } from '@stopsms/messaging';
import { LANE_TOPICS } from '../lanes';
import type { Mark } from './journal-marks';

/**
 * Marks of each lane of each partition. The three lanes of a partition share its journal and outcomes: reading from the mark
 * of an idle lane yields tries of other lanes whose outcomes lie before all that is read. Such tries count as settled.
 */
export class LaneMarks {
  private readonly byPartition = new Map<number, Map<string, Mark>>();

  set(laneTopic: string, partition: number, mark: Mark): void {
    const lanes = this.byPartition.get(partition) ?? new Map<string, Mark>();
    this.byPartition.set(partition, lanes.set(laneTopic, mark));
  }

  /** Offsets at which to start reading a topic, by partition. */
  start(topic: keyof Mark): Offsets {
    const lowest = (lanes: ReadonlyMap<string, Mark>) =>
      [...lanes.values()].map((mark) => mark[topic]).reduce((least, next) => (next < least ? next : least));
    return new Map([...this.byPartition].map(([partition, lanes]) => [partition, lowest(lanes)]));
  }

  /** True if the try at this offset belongs to a message that does not arrive again. */
  isSettled(entry: JournalEntry, partition: number, offset: bigint): boolean {
    if (entry.event !== 'begun') return false;
    const mark = this.byPartition.get(partition)?.get(LANE_TOPICS[entry.lane].name);
    return mark !== undefined && offset < mark.journal;
  }
}
