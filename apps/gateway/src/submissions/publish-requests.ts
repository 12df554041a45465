import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { type Outgoing, Publisher } from '@stopsms/messaging';
import type { SmsRequested } from '@stopsms/contracts';
import { Outbox, OutboxCapacity } from '@stopsms/outbox';
import { Database } from '@stopsms/persistence';
import { LOG, type Log } from '@stopsms/service';
import { gatewayRequests } from '../produces/sms.requested.v1.gateway';

const RETRY_MS = 1_000;

/**
 * Publishes requests, at once if Kafka confirms them. Kafka may have a record that it did not confirm: if its submission
 * were refused, the system would submit it again under another id, as a second SMS. So the outbox publishes it later, under the same id.
 */
@Injectable()
export class PublishRequests {
  private isWaiting = false;

  constructor(
    private readonly publisher: Publisher,
    private readonly outbox: Outbox,
    private readonly capacity: OutboxCapacity,
    private readonly database: Database,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** True while requests wait in the outbox: systems must submit nothing more, so that the outbox has a bound. */
  get isBehind(): boolean {
    return this.isWaiting;
  }

  /**
   * Resolves once the requests are durable.
   * @throws if neither Kafka nor the database has them
   */
  async execute(records: readonly Outgoing<SmsRequested>[]): Promise<void> {
    try {
      await this.publisher.publish(gatewayRequests, records);
    } catch (error) {
      await this.database.run((tx) => this.outbox.add(tx, gatewayRequests, records));
      this.log.error(
        { err: error },
        'Kafka did not confirm submissions: the outbox publishes them. Systems must wait until then',
      );
      if (this.isWaiting) return;
      this.isWaiting = true;
      void this.waitForOutbox();
    }
  }

  private async waitForOutbox(): Promise<void> {
    while (!this.capacity.isStopping) {
      try {
        await this.capacity.drained();
        this.isWaiting = false;
        return;
      } catch {
        await pause(RETRY_MS, undefined, { ref: false });
      }
    }
  }
}
