import { Inject, Injectable } from '@nestjs/common';
import { type MessageStatus, messageStatus } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { KafkaTransport, type Offsets, TransientFault } from '@stopsms/messaging';
import { LOG, type Log } from '@stopsms/service-kit';
import { LANES_GROUP, LANE_TOPICS } from '../lanes';
import { StatusTopic } from '../produces/dispatcher.message-status.v1';
import { dispatchKey } from '../use-cases/dispatchable';
import { RememberedOutcomes } from '../use-cases/remembered-outcomes';
import { JournalMarks, markOf, readMark } from './journal-marks';
import { Doubts } from './doubts';
import { JournalTail } from './journal-tail';
import { LateWords } from './late-words';

/** Longer than an operator is given to answer: by then the replica before us has told every outcome it will ever know. */
const PATIENCE_MS = 12_000;

/**
 * Before a replica dispatches from partitions it was just given, it reads back the end of their journal: what has an
 * outcome is not sent again, and what was being submitted when the owner before it ended becomes `unknown`.
 */
@Injectable()
export class Recovery {
  private readonly partitions = new Map<number, Promise<void>>();

  constructor(
    private readonly transport: KafkaTransport,
    private readonly marks: JournalMarks,
    private readonly remembered: RememberedOutcomes,
    private readonly status: StatusTopic,
    private readonly late: LateWords,
    private readonly doubts: Doubts,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {
    // Before anything listens: Nest's own hooks come later than the first assignment.
    transport.attach(LANES_GROUP.group, {
      onAssigned: (assignment) => this.begin(assignment.get(LANE_TOPICS.marketing.name) ?? []),
      commitMetadata: (topic, partition) => this.marks.metadata(topic, partition),
    });
  }

  /** Resolves when messages of this partition may be dispatched. @throws TransientFault if its journal could not be read */
  async ready(partition: number): Promise<void> {
    await this.partitions.get(partition);
  }

  private begin(partitions: readonly number[]): void {
    this.partitions.clear();
    const recovered = this.recover(partitions);
    // Whoever waits gets the error; it must not count as unhandled when nobody does.
    recovered.catch((error: unknown) => this.log.warn({ err: error }, 'Journal not read; messages wait'));
    for (const partition of partitions) this.partitions.set(partition, recovered);
  }

  private async recover(partitions: readonly number[]): Promise<void> {
    try {
      // What the process before us had learned comes first.
      await this.late.told();
      const ends = await this.transport.offsets.ends(messageStatus);
      const from = await this.startingPoints(partitions, ends);
      const tail = await this.readTail(from, ends);
      for (const [key, status] of tail.settled()) this.remembered.set(key, status, true);
      const open = tail.open();
      const unknown = open.map(({ begun }) => this.asUnknown(begun));
      await this.status.tell(unknown);
      for (const status of unknown) this.remembered.set(dispatchKey(status), status, true);
      this.doubts.begin(open, new Map([...from.keys()].map((partition) => [partition, ends.get(partition) ?? 0n])));
      this.log.info(
        { partitions: partitions.length, settled: tail.settled().length, unknown: unknown.length },
        'Journal read back: dispatching may go on',
      );
    } catch (error) {
      throw new TransientFault(`journal not read: ${(error as Error).message}`, { cause: error });
    }
  }

  /** Where the journal of each partition may hold entries of messages that come again. */
  private async startingPoints(partitions: readonly number[], ends: Offsets): Promise<Map<number, bigint>> {
    const from = new Map(partitions.map((partition) => [partition, ends.get(partition) ?? 0n]));
    const first: { topic: string; partition: number; offset: string; metadata: string }[] = [];
    const lanesCommitted = await this.transport.offsets.committed(LANES_GROUP.group, Object.values(LANE_TOPICS));
    // Asked after what is committed, and once the partitions are ours.
    const laneEnds = await this.endsOfLanes();
    for (const { topic, partitions: lanes } of lanesCommitted) {
      for (const { partition, offset, metadata } of lanes) {
        const end = from.get(partition);
        if (end === undefined) continue;
        // All of a lane committed, or none of it ever taken up: no message of it comes again. A lane that idles for weeks
        // has an old mark, and would have the whole journal read back.
        const done = offset === '-1' || BigInt(offset) >= (laneEnds.get(`${topic}/${partition}`) ?? Infinity);
        const mark = done ? (ends.get(partition) ?? 0n) : (readMark(metadata) ?? 0n);
        // Nobody has dispatched from this lane yet. Said before the first message, so that a later owner knows.
        if (offset === '-1') first.push({ topic, partition, offset: '0', metadata: markOf(mark) });
        this.marks.begin(topic, partition, mark);
        if (mark < end) from.set(partition, mark);
      }
    }
    if (first.length > 0) await this.transport.commit(first);
    return from;
  }

  private async endsOfLanes(): Promise<Map<string, bigint>> {
    const ends = new Map<string, bigint>();
    for (const topic of Object.values(LANE_TOPICS)) {
      for (const [partition, end] of await this.transport.offsets.ends(topic))
        ends.set(`${topic.name}/${partition}`, end);
    }
    return ends;
  }

  private async readTail(from: Map<number, bigint>, ends: Offsets): Promise<JournalTail> {
    const tail = new JournalTail();
    const behind = (next: Offsets) =>
      [...from.keys()].some((partition) => (next.get(partition) ?? 0n) < (ends.get(partition) ?? 0n));
    await this.transport.read(
      messageStatus,
      from,
      (_, value) => value && tail.add(JSON.parse(value.toString()) as MessageStatus),
      (next) => !behind(next) && tail.open().every(({ begun }) => this.clock.now() - begun.at > PATIENCE_MS),
    );
    return tail;
  }

  private asUnknown({ submission: _, ...begun }: MessageStatus): MessageStatus {
    return {
      ...begun,
      status: 'unknown',
      code: 'OUTCOME_UNKNOWN',
      detail: 'The dispatcher that was submitting it ended before it learned the outcome.',
      at: this.clock.now(),
    };
  }
}
