import { Inject, Injectable } from '@nestjs/common';
import { type Begun, type JournalEntry, type MessageStatus, journal, messageStatus } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { KafkaTransport, type Offsets, TransientFault } from '@stopsms/messaging';
import { LOG, type Log } from '@stopsms/service-kit';
import { LANES_GROUP, LANE_TOPICS } from '../lanes';
import { StatusTopic } from '../produces/dispatcher.message-status.v1';
import { allSettled } from '../all-settled';
import { dispatchKey } from '../messages/dispatchable';
import { RememberedOutcomes } from '../messages/remembered-outcomes';
import { Doubts } from './in-doubt';
import { JournalMarks, type KeptMark, type Mark, readMark, writeMark } from './journal-marks';
import { type Doubted, JournalTail, statusOf } from './journal-tail';
import { LaneMarks } from './lane-marks';
import { LateWords } from './report-retrier';
import { ServiceReports } from './service-reports';

/** Longer than an operator is given to answer: by then the replica before us has told every outcome it will ever know. */
const PATIENCE_MS = 12_000;

/** By partition. */
type Marks = ReadonlyMap<number, Mark>;

const TOPICS = { journal, status: messageStatus } as const;
const NOTHING: KeptMark = { journal: 0n, status: 0n };

/**
 * Before a replica dispatches from partitions it was just given, it reads back the ends of their journal and of what was told:
 * what has an outcome is not sent again, and what was being submitted when the owner before it ended becomes `unknown`.
 */
@Injectable()
export class Recovery {
  private readonly partitions = new Map<number, Promise<void>>();

  constructor(
    private readonly transport: KafkaTransport,
    private readonly marks: JournalMarks,
    private readonly remembered: RememberedOutcomes,
    private readonly status: StatusTopic,
    private readonly reports: ServiceReports,
    private readonly late: LateWords,
    private readonly doubts: Doubts,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {
    // Before anything listens: Nest's own hooks come later than the first assignment.
    transport.attach(LANES_GROUP.group, {
      onAssigned: (assignment) => this.begin(assignment.get(LANE_TOPICS.marketing.name) ?? []),
      commitMetadata: (topic, partition, next) => this.marks.metadata(topic, partition, next, this.clock.now()),
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
      const ends = await this.endsOfJournal();
      const lanes = await this.startingPoints(partitions, ends);
      const tail = await this.readTail(lanes, ends);
      const settled = tail.settled();
      for (const [key, status] of settled) this.remembered.set(key, status, true);
      // Its owner may have ended between the two topics; who reads them takes the first word.
      await this.reports.publishMissing(settled.map(([, status]) => status));
      const open = tail.open();
      const toldAt = this.clock.now();
      const unknown = open.map(({ begun }) => this.asUnknown(begun, toldAt));
      await this.status.tell(unknown);
      for (const status of unknown) this.remembered.set(dispatchKey(status), status, true);
      const doubts = [...open.map((one) => ({ ...one, toldAt })), ...tail.doubted().filter(isOfCompliance)];
      this.doubts.begin(doubts, new Map(partitions.map((partition) => [partition, endOf(ends, partition).journal])));
      this.log.info(
        { partitions: partitions.length, settled: settled.length, unknown: unknown.length },
        'Journal read back: dispatching may go on',
      );
    } catch (error) {
      throw new TransientFault(`journal not read: ${(error as Error).message}`, { cause: error });
    }
  }

  /** Where each lane of each partition may hold tries and outcomes of messages that come again. */
  private async startingPoints(partitions: readonly number[], ends: Marks): Promise<LaneMarks> {
    const marks = new LaneMarks();
    const first: { topic: string; partition: number; offset: string; metadata: string }[] = [];
    const lanesCommitted = await this.transport.offsets.committed(LANES_GROUP.group, Object.values(LANE_TOPICS));
    // Asked after what is committed, and once the partitions are ours.
    const laneEnds = await this.endsOfLanes();
    for (const { topic, partitions: lanes } of lanesCommitted) {
      for (const { partition, offset, metadata } of lanes) {
        if (!partitions.includes(partition)) continue;
        // All of a lane committed a while ago, or none of it ever taken up: no message of it comes again. A lane that idles for weeks
        // has an old mark, and would have the whole journal read back.
        const kept = readMark(metadata) ?? NOTHING;
        const done =
          offset === '-1' ||
          (BigInt(offset) >= (laneEnds.get(`${topic}/${partition}`) ?? Infinity) && !this.isRecent(kept));
        const mark = done ? endOf(ends, partition) : { journal: kept.journal, status: kept.status };
        // Nobody has dispatched from this lane yet. Said before the first message, so that a later owner knows.
        if (offset === '-1') first.push({ topic, partition, offset: '0', metadata: writeMark(mark) });
        this.marks.begin(topic, partition, mark);
        marks.set(topic, partition, mark);
      }
    }
    if (first.length > 0) await this.transport.commit(first);
    return marks;
  }

  private isRecent({ until }: KeptMark): boolean {
    return until !== undefined && this.clock.now() < until;
  }

  private async endsOfLanes(): Promise<Map<string, bigint>> {
    const ends = new Map<string, bigint>();
    for (const topic of Object.values(LANE_TOPICS)) {
      for (const [partition, end] of await this.transport.offsets.ends(topic))
        ends.set(`${topic.name}/${partition}`, end);
    }
    return ends;
  }

  private async endsOfJournal(): Promise<Marks> {
    const [tries, statuses] = await Promise.all([
      this.transport.offsets.ends(journal),
      this.transport.offsets.ends(messageStatus),
    ]);
    const endOn = (ends: Offsets, partition: number) => ends.get(partition) ?? 0n;
    return new Map([...tries.keys()].map((n) => [n, { journal: endOn(tries, n), status: endOn(statuses, n) }]));
  }

  /** Of what was begun and has no outcome, both are followed until the owner before must have told it. */
  private async readTail(lanes: LaneMarks, ends: Marks): Promise<JournalTail> {
    const tail = new JournalTail();
    const next = { journal: lanes.start('journal'), status: lanes.start('status') };
    await this.follow(tail, lanes, next, ends);
    if (tail.open().length === 0) return tail;
    // Its outcome may have come between, on the topic that was read more slowly.
    const now = await this.endsOfJournal();
    await this.follow(tail, lanes, next, now);
    return tail;
  }

  private async follow(tail: JournalTail, lanes: LaneMarks, next: Record<keyof Mark, Offsets>, ends: Marks) {
    const isBehind = (topic: keyof Mark) => [...next[topic]].some(([n, offset]) => offset < endOf(ends, n)[topic]);
    let isBroken = false;
    const isOver = () =>
      isBroken ||
      (!isBehind('journal') &&
        !isBehind('status') &&
        tail.open().every(({ begun }) => this.clock.now() - begun.at > PATIENCE_MS));
    const read = async (topic: keyof Mark, take: (value: unknown, partition: number, offset: bigint) => void) => {
      const moved = (now: Offsets) => {
        next[topic] = new Map(now);
        return isOver();
      };
      try {
        await this.transport.read(TOPICS[topic], next[topic], take, moved);
      } catch (error) {
        isBroken = true;
        throw error;
      }
    };
    await allSettled([
      read('journal', (value, partition, offset) => {
        const entry = value as JournalEntry;
        if (!lanes.isSettled(entry, partition, offset)) tail.add(entry, partition);
      }),
      read('status', (status, partition) => tail.addStatus(status as MessageStatus, partition)),
    ]);
  }

  private asUnknown(begun: Begun, at: number): MessageStatus {
    return statusOf(begun, {
      status: 'unknown',
      code: 'OUTCOME_UNKNOWN',
      detail: 'The dispatcher that was submitting it ended before it learned the outcome.',
      at,
    });
  }
}

/** The others cannot be given back by somebody who does not have their text. */
const isOfCompliance = ({ begun }: Doubted): boolean => begun.lane !== 'service';
const endOf = (ends: Marks, partition: number): Mark => ends.get(partition) ?? NOTHING;
