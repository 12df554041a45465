import { Inject, Injectable } from '@nestjs/common';
import { moReceived, quarantines } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { KafkaTransport } from '@stopsms/messaging';
import { LOG, type Log, ScheduledJob } from '@stopsms/service';
import { Quarantine } from './quarantine';
import { MAX_HEARTBEAT_AGE_MS } from '../view/freshness';
import { relevantFrom, startOffsets } from './start-offsets';

const CHECK_EVERY_MS = 1_000;
/** Time after which a check is given up and repeated. */
const PATIENCE_MS = 2_000;

/**
 * Proves that received texts arrive here. Silence means "nobody texted" only while that is proven: once a second the brokers
 * report where each partition ends, and all before that must have been read. An answered fetch proves less: it says nothing
 * about partitions that another broker leads.
 */
@Injectable()
export class ReceivedWatch extends ScheduledJob {
  readonly everyMs = CHECK_EVERY_MS;
  readonly failure = 'Arrival of received texts is not proven; adverts wait if this lasts';

  /** All texts received by then have been read here; epoch ms. */
  private provenAt: number | undefined;

  constructor(
    private readonly transport: KafkaTransport,
    private readonly quarantine: Quarantine,
    private readonly clock: Clock,
    @Inject(MAX_HEARTBEAT_AGE_MS) private readonly limitMs: number,
    @Inject(LOG) private readonly log: Log,
  ) {
    super();
    quarantine.begin(relevantFrom(Date.now()));
    transport.remember(moReceived, {
      recall: (follower) => startOffsets(follower, transport.offsets, Date.now()),
      // Texts received before the topic was lost need no other treatment.
      forget: () => undefined,
    });
  }

  /** Reason why adverts wait because of received texts; undefined when they need not. */
  problem(): string | undefined {
    const problem =
      this.transport.follower(moReceived).problem() ??
      this.transport.follower(quarantines).problem() ??
      this.quarantine.problem() ??
      this.staleness();
    return problem === undefined ? undefined : `Received texts: ${problem}. Adverts wait.`;
  }

  async execute(): Promise<void> {
    if (this.quarantine.hasRoomAgain) await this.beginAgain();
    const checkedAt = this.clock.now();
    await this.transport.follower(moReceived).catchUp(PATIENCE_MS);
    this.provenAt = checkedAt;
    this.quarantine.forget(checkedAt);
  }

  private staleness(): string | undefined {
    if (this.provenAt === undefined) return `${moReceived.name} is not known to be read to its end yet`;
    const age = this.clock.now() - this.provenAt;
    if (age <= this.limitMs) return undefined;
    return `for ${age} ms (limit ${this.limitMs}) the arrival of ${moReceived.name} is not proven; check the broker`;
  }

  /** Reads again the texts that did not fit into memory, once there is room. */
  private async beginAgain(): Promise<void> {
    const [received, kept] = [this.transport.follower(moReceived), this.transport.follower(quarantines)];
    const now = Date.now();
    const offsets = await startOffsets(received, this.transport.offsets, now);
    this.quarantine.begin(relevantFrom(now));
    received.rewind(offsets);
    kept.rewind(new Map());
    this.log.warn({ topic: moReceived.name }, 'Reading received texts again: too many were waiting');
  }
}
