import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { type Begun, type JournalEntry, type MessageStatus, journal, messageStatus } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { KafkaTransport, type Offsets, TransientFault } from '@stopsms/messaging';
import { LOG, type Log } from '@stopsms/service';
import { LANES_GROUP, LANE_TOPICS } from '../lanes';
import { StatusTopic } from '../produces/dispatcher.message-status.v1';
import { allSettled } from '../all-settled';
import { dispatchKey } from '../messages/dispatchable';
import { RememberedOutcomes } from '../messages/remembered-outcomes';
import { InDoubt } from './in-doubt';
import { JournalMarks, type CommittedMark, type Mark, readMark, writeMark } from './journal-marks';
import { type UnknownMessage, JournalTail, statusOf } from './journal-tail';
import { LaneMarks } from './lane-marks';
import { RecentOutcomes } from './recent-outcomes';
import { ReportRetrier } from './report-retrier';
import { ServiceReports } from './service-reports';
import { UnknownMessages } from './unknown-messages';

/** Longer than the response timeout of an operator: by then the previous owner has published every outcome it will ever know. */
const PATIENCE_MS = 12_000;
const RETRY_PAUSE_MS = 1_000;

/** Marks by partition. */
type Marks = ReadonlyMap<number, Mark>;

const TOPICS = { journal, status: messageStatus } as const;
const NOTHING: CommittedMark = { journal: 0n, status: 0n };

/**
 * Reads back the ends of journal and outcomes before a replica dispatches from partitions that it was just assigned. A
 * message with an outcome is not sent again; one that was being submitted when the previous owner ended becomes `unknown`.
 */
@Injectable()
export class Recovery implements OnModuleDestroy {
  /** Latest attempt for each partition. */
  private readonly partitions = new Map<number, Promise<void>>();
  /** Grows with each assignment; a recovery of an earlier one stops. */
  private assignment = 0;

  constructor(
    private readonly transport: KafkaTransport,
    private readonly marks: JournalMarks,
    private readonly remembered: RememberedOutcomes,
    private readonly recent: RecentOutcomes,
    private readonly status: StatusTopic,
    private readonly reports: ServiceReports,
    private readonly retrier: ReportRetrier,
    private readonly inDoubt: InDoubt,
    private readonly unknown: UnknownMessages,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {
    // Registered before anything listens: the hooks of Nest run after the first assignment.
    transport.attach(LANES_GROUP.group, {
      onAssigned: (assignment) => this.begin(assignment.get(LANE_TOPICS.marketing.name) ?? []),
      commitMetadata: (topic, partition, next) => this.marks.metadata(topic, partition, next, this.clock.now()),
    });
  }

  /**
   * Resolves when messages of this partition may be dispatched.
   * @throws TransientFault if its journal could not be read
   */
  async ready(partition: number): Promise<void> {
    await this.partitions.get(partition);
  }

  /** Ends recoveries. */
  onModuleDestroy(): void {
    this.assignment += 1;
  }

  private begin(partitions: readonly number[]): void {
    this.assignment += 1;
    this.partitions.clear();
    this.attempt(partitions, this.assignment);
  }

  private attempt(partitions: readonly number[], assignment: number): void {
    const isCurrent = () => assignment === this.assignment;
    // Partitions may be lost a while before others are assigned.
    const isOurs = () =>
      isCurrent() && partitions.every((partition) => this.transport.holds(LANE_TOPICS.marketing, partition));
    const recovered = this.recover(partitions, isOurs);
    // Waiting callers get the error; it must not count as unhandled when there are none.
    recovered.catch((error: unknown) => {
      if (!isCurrent()) return;
      this.log.warn({ err: error, retryInMs: RETRY_PAUSE_MS }, 'Journal not read; messages wait');
      setTimeout(() => isCurrent() && this.attempt(partitions, assignment), RETRY_PAUSE_MS).unref();
    });
    for (const partition of partitions) this.partitions.set(partition, recovered);
  }

  /** @param isOurs - false ends it before it changes or publishes anything more: another replica may dispatch from them */
  private async recover(partitions: readonly number[], isOurs: () => boolean): Promise<void> {
    try {
      // Reports of the previous process of this replica come first.
      await this.retrier.drained();
      const ends = await this.endsOfJournal();
      const lanes = await this.startingPoints(partitions, ends, isOurs);
      const [tail, recent] = await Promise.all([this.readTail(lanes, ends, isOurs), this.recent.read(partitions)]);
      assertOurs(isOurs);
      const settled = tail.settled();
      for (const [key, status] of settled) this.remembered.set(key, status, true);
      // The owner may have ended between the two topics; readers use the first report.
      await this.reports.publishMissing(settled.map(([, status]) => status));
      assertOurs(isOurs);
      const open = tail.open();
      const reportedAt = this.clock.now();
      const unknown = open.map(({ begun }) => this.asUnknown(begun, reportedAt));
      await this.status.publish(unknown);
      assertOurs(isOurs);
      for (const status of unknown) this.remembered.set(dispatchKey(status), status, true);
      const doubts = [...open.map((one) => ({ ...one, reportedAt })), ...tail.unknown().filter(isOfCompliance)];
      this.inDoubt.begin(doubts, new Map(partitions.map((partition) => [partition, endOf(ends, partition).journal])));
      // Beside dispatching: it concerns only messages that no dispatcher sends again.
      void this.unknown.begin(partitions);
      this.log.info(
        { partitions: partitions.length, settled: settled.length, unknown: unknown.length, recent },
        'Journal read back: dispatching continues',
      );
    } catch (error) {
      throw new TransientFault(`journal not read: ${(error as Error).message}`, { cause: error });
    }
  }

  /** Marks from which each lane of each partition may hold tries and outcomes of messages that arrive again. */
  private async startingPoints(partitions: readonly number[], ends: Marks, isOurs: () => boolean): Promise<LaneMarks> {
    const marks = new LaneMarks();
    const first: { topic: string; partition: number; offset: string; metadata: string }[] = [];
    const lanesCommitted = await this.transport.offsets.committed(LANES_GROUP.group, Object.values(LANE_TOPICS));
    // Queried after the committed offsets, and once the partitions are assigned.
    const laneEnds = await this.endsOfLanes();
    assertOurs(isOurs);
    for (const { topic, partitions: lanes } of lanesCommitted) {
      for (const { partition, offset, metadata } of lanes) {
        if (!partitions.includes(partition)) continue;
        // All of a lane was committed a while ago, or none of it was ever handled: no message of it arrives again. A lane
        // that idles for weeks has an old mark, which would cause the whole journal to be read back.
        const committed = readMark(metadata) ?? NOTHING;
        const done =
          offset === '-1' ||
          (BigInt(offset) >= (laneEnds.get(`${topic}/${partition}`) ?? Infinity) && !this.isRecent(committed));
        const mark = done ? endOf(ends, partition) : { journal: committed.journal, status: committed.status };
        // No replica has dispatched from this lane yet. Committed before the first message, so that a later owner knows.
        if (offset === '-1') first.push({ topic, partition, offset: '0', metadata: writeMark(mark) });
        this.marks.begin(topic, partition, mark);
        marks.set(topic, partition, mark);
      }
    }
    if (first.length > 0) await this.transport.commit(first);
    return marks;
  }

  private isRecent({ until }: CommittedMark): boolean {
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

  /**
   * Reads both topics, and follows them while a message is begun without an outcome, until the previous owner must have
   * published it.
   */
  private async readTail(lanes: LaneMarks, ends: Marks, isOurs: () => boolean): Promise<JournalTail> {
    const tail = new JournalTail();
    const next = { journal: lanes.start('journal'), status: lanes.start('status') };
    await this.follow(tail, lanes, next, ends, isOurs);
    if (tail.open().length === 0) return tail;
    // The outcome may have arrived meanwhile on the topic that was read more slowly.
    const now = await this.endsOfJournal();
    await this.follow(tail, lanes, next, now, isOurs);
    return tail;
  }

  private async follow(
    tail: JournalTail,
    lanes: LaneMarks,
    next: Record<keyof Mark, Offsets>,
    ends: Marks,
    isOurs: () => boolean,
  ) {
    const isBehind = (topic: keyof Mark) => [...next[topic]].some(([n, offset]) => offset < endOf(ends, n)[topic]);
    let isBroken = false;
    const isOver = () =>
      isBroken ||
      !isOurs() ||
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

/** Messages of the service lane cannot be returned by an owner that does not have their text. */
const isOfCompliance = ({ begun }: UnknownMessage): boolean => begun.lane !== 'service';
const endOf = (ends: Marks, partition: number): Mark => ends.get(partition) ?? NOTHING;

function assertOurs(isOurs: () => boolean): void {
  if (!isOurs()) throw new TransientFault('its partitions were assigned anew, or their lease has expired');
}
