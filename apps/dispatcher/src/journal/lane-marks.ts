import type { JournalEntry } from '@stopsms/contracts';
import type { Offsets } from '@stopsms/messaging';
import { LANE_TOPICS } from '../lanes';
import type { Mark } from './journal-marks';

/**
 * Where each lane of each partition is settled. The three lanes of a partition share its journal and its outcomes: from where
 * one idle lane is settled on, tries of another are read whose outcomes lie before all that is read. They count as settled.
 */
export class LaneMarks {
  private readonly byPartition = new Map<number, Map<string, Mark>>();

  set(laneTopic: string, partition: number, mark: Mark): void {
    const lanes = this.byPartition.get(partition) ?? new Map<string, Mark>();
    this.byPartition.set(partition, lanes.set(laneTopic, mark));
  }

  /** Where to read a topic from, by partition. */
  start(topic: keyof Mark): Offsets {
    const lowest = (lanes: ReadonlyMap<string, Mark>) =>
      [...lanes.values()].map((mark) => mark[topic]).reduce((least, next) => (next < least ? next : least));
    return new Map([...this.byPartition].map(([partition, lanes]) => [partition, lowest(lanes)]));
  }

  /** Whether a try at this offset of the journal is one of a message that does not come again. */
  isSettled(entry: JournalEntry, partition: number, offset: bigint): boolean {
    if (entry.event !== 'begun') return false;
    const mark = this.byPartition.get(partition)?.get(LANE_TOPICS[entry.lane].name);
    return mark !== undefined && offset < mark.journal;
  }
}
