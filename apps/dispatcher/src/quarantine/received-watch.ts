import { Inject, Injectable } from '@nestjs/common';
import { moReceived, quarantines } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { KafkaTransport } from '@stopsms/messaging';
import { Chore, LOG, type Log } from '@stopsms/service-kit';
import { Quarantine } from './quarantine';
import { whatConcerns, whereToBegin } from './start-offsets';

const LOOK_EVERY_MS = 1_000;
/** Then it is asked anew. */
const PATIENCE_MS = 2_000;

/**
 * Whether what was received arrives here. Silence means "nobody texted" only while that is proven: once a second the brokers
 * are asked where each partition ends, and all before that must have been read. That a fetch was answered proves less: it says
 * nothing of partitions that another broker leads.
 */
@Injectable()
export class ReceivedWatch extends Chore {
  /** All that had been received by then has been told here; epoch ms. */
  private provenAt: number | undefined;
  private looking: Promise<void> | undefined;

  constructor(
    private readonly transport: KafkaTransport,
    private readonly quarantine: Quarantine,
    private readonly clock: Clock,
    @Inject('MAX_HEARTBEAT_AGE_MS') private readonly limitMs: number,
    @Inject(LOG) private readonly logged: Log,
  ) {
    super(LOOK_EVERY_MS, 'Not known whether received texts arrive; adverts wait if this lasts', logged);
    quarantine.begin(whatConcerns(Date.now()));
    transport.remember(moReceived, {
      recall: (follower) => whereToBegin(follower, transport.offsets, Date.now()),
      // What was received before the topic was lost was not read for that.
      forget: () => undefined,
    });
  }

  /** Undefined when adverts may leave as far as received texts are concerned, else why they wait. */
  problem(): string | undefined {
    const behind = [moReceived, quarantines].map((topic) => this.transport.follower(topic).problem()).find(Boolean);
    const problem = behind ?? this.quarantine.problem() ?? this.staleness();
    return problem === undefined ? undefined : `Received texts: ${problem}. Adverts wait.`;
  }

  async execute(): Promise<void> {
    if (this.looking) return;
    this.looking = this.look().finally(() => (this.looking = undefined));
    await this.looking;
  }

  override async onModuleDestroy(): Promise<void> {
    await super.onModuleDestroy();
    await this.looking?.catch(() => undefined);
  }

  private async look(): Promise<void> {
    if (this.quarantine.hasRoomAgain) await this.beginAgain();
    const askedAt = this.clock.now();
    await this.transport.follower(moReceived).catchUp(PATIENCE_MS);
    this.provenAt = askedAt;
    this.quarantine.forget(askedAt);
  }

  private staleness(): string | undefined {
    if (this.provenAt === undefined) return `${moReceived.name} is not known to be read to its end yet`;
    const age = this.clock.now() - this.provenAt;
    if (age <= this.limitMs) return undefined;
    return `for ${age} ms (limit ${this.limitMs}) it is not known whether ${moReceived.name} arrives; check the broker`;
  }

  /** More was received than could be remembered, and there is room again: what was left out is read now. */
  private async beginAgain(): Promise<void> {
    const [received, kept] = [this.transport.follower(moReceived), this.transport.follower(quarantines)];
    const now = Date.now();
    const offsets = await whereToBegin(received, this.transport.offsets, now);
    this.quarantine.begin(whatConcerns(now));
    received.rewind(offsets);
    kept.rewind(new Map());
    this.logged.warn({ topic: moReceived.name }, 'Received texts are read again: too many had been waiting');
  }
}
