import { Inject, Injectable } from '@nestjs/common';
import { type Position, optOuts } from '@stopsms/contracts';
import { Clock, generationOf } from '@stopsms/kernel';
import { KafkaTransport, shareCalls } from '@stopsms/messaging';
import { TopicIdentity } from './topic-identity';
import { UnreadableRecords } from './unreadable-records';

/** Token of the maximum age of heartbeats, ms. */
export const MAX_HEARTBEAT_AGE_MS = Symbol('maximum age of heartbeats');

/** Maximum difference of two clocks whose ages can be compared. */
const CLOCK_SKEW_MS = 2_000;

/** Message that opt-outs of any of its scopes block. */
interface Blockable {
  scopes: readonly string[];
  recipientKey: string;
}

const NOT_MOVED = 'the list is being moved to the keys of another recipient secret. Messages wait.';

/**
 * Decides whether the view may be trusted. Silence on the opt-out topic means "nobody opted out" only while heartbeats prove
 * that records still arrive; otherwise adverts wait (docs/design/guarantees.md#g5).
 */
@Injectable()
export class Freshness {
  private readonly heartbeats = new Map<number, number>();
  /** Oldest heartbeat of a partition, epoch ms; undefined while one has none yet. */
  private oldest: number | undefined;
  /** Last position of each partition that was reported, for the messages decided at the same. */
  private readonly positions = new Map<number, { next: bigint; position: Position | undefined }>();
  /** Generation of the recipient keys of the list: the highest on any partition. */
  private newest = 0;
  private readonly extents = shareCalls(() => this.transport.follower(optOuts).extents());

  constructor(
    private readonly transport: KafkaTransport,
    private readonly identity: TopicIdentity,
    private readonly unreadable: UnreadableRecords,
    private readonly clock: Clock,
    @Inject(MAX_HEARTBEAT_AGE_MS) private readonly limitMs: number,
  ) {}

  /**
   * @param generation - generation of the recipient keys on that partition from here on. A new one clears all heartbeats:
   * until every partition has it, with a heartbeat of a complete list, nobody is known not to have opted out
   */
  beat(partition: number, at: number, generation = 0): void {
    // From a replica of suppression that does not know the new generation yet.
    if (generation < this.newest) return;
    if (generation > this.newest) {
      this.newest = generation;
      this.heartbeats.clear();
    }
    if (at > 0) this.heartbeats.set(partition, at);
    else this.heartbeats.delete(partition);
    const isComplete = this.heartbeats.size >= optOuts.partitions;
    this.oldest = isComplete ? Math.min(...this.heartbeats.values()) : undefined;
  }

  /** Generation of recipient keys in which a message must be cleared to be decided here. */
  get generation(): number {
    return this.newest;
  }

  /**
   * Reason why a message that any opt-out may block waits, an advert or another: the list is being moved to other keys.
   * Undefined if it need not.
   */
  movingProblem({ scopes, recipientKey }: Blockable): string | undefined {
    if (scopes.length === 0) return undefined;
    const isPartial = this.newest > 0 && this.oldest === undefined;
    return isPartial || generationOf(recipientKey) > this.newest ? `Opt-out view: ${NOT_MOVED}` : undefined;
  }

  /** Takes the generation of a view from an earlier run. */
  recall(generation: number): void {
    this.newest = generation;
  }

  /** Called when the topic was replaced by another. */
  forget(): void {
    this.newest = 0;
    this.heartbeats.clear();
    this.oldest = undefined;
  }

  /** Age of the oldest partition's heartbeat; undefined while one has none yet. */
  heartbeatAgeMs(): number | undefined {
    return this.oldest === undefined ? undefined : this.clock.now() - this.oldest;
  }

  /** True once all that was on the list at that instant, epoch ms, is in the view: it was written before later heartbeats. */
  hasHeartbeatsSince(at: number): boolean {
    return this.oldest !== undefined && this.oldest > at + CLOCK_SKEW_MS;
  }

  /** Reason why adverts wait; undefined when they may be decided. */
  problem(): string | undefined {
    const behind = this.transport.follower(optOuts).problem();
    if (behind) return `Opt-out view: ${behind}. Adverts wait.`;
    const foreign = this.identity.problem();
    if (foreign) return `Opt-out view: ${foreign}. Adverts wait.`;
    const unreadable = this.unreadable.problem();
    if (unreadable) return `Opt-out view: ${unreadable}. Adverts wait.`;
    const age = this.heartbeatAgeMs();
    if (age === undefined) return 'Opt-out view: no heartbeat of suppression on every partition yet. Adverts wait.';
    if (age > this.limitMs) {
      return `Opt-out view: oldest heartbeat is ${age} ms old (limit ${this.limitMs}). Adverts wait. Check suppression, then the broker.`;
    }
    if (age < -CLOCK_SKEW_MS) {
      return `Opt-out view: heartbeats come from ${-age} ms in the future. Adverts wait. Check the clocks of this host and suppression's.`;
    }
    return undefined;
  }

  /** Last position of that partition the view has applied; undefined before the first. */
  position(partition: number): Position | undefined {
    const next = this.transport.follower(optOuts).offsets().get(partition) ?? 0n;
    const known = this.positions.get(partition);
    if (known?.next === next) return known.position;
    const position = next === 0n ? undefined : { partition, offset: (next - 1n).toString() };
    this.positions.set(partition, { next, position });
    return position;
  }

  /** True once everything up to and including `offset` of that partition has been applied. */
  hasPassed({ partition, offset }: Position): boolean {
    return (this.transport.follower(optOuts).offsets().get(partition) ?? 0n) > BigInt(offset);
  }

  /**
   * True if the topic ends before the position. A position is published once its record is written, so this one belongs to a
   * topic that was lost since; its content is on the new topic, once the view of that has no problem.
   * @throws when the broker is down
   */
  async isBeyond({ partition, offset }: Position): Promise<boolean> {
    const extent = (await this.extents()).get(partition);
    return extent !== undefined && BigInt(offset) >= extent.high;
  }
}
