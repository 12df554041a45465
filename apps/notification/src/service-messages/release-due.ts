import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Outbox } from '@stopsms/outbox';
import { Database } from '@stopsms/persistence';
import { Worker } from '@stopsms/service';
import { NotificationMetrics } from '../notification-metrics';
import { messageRecord, notificationMessages } from '../produces/notification.messages.v1';
import { RELEASE_BATCH, SERVICE_MESSAGES_SQL } from './service-messages.store';

const PAUSE_MS = 1_000;

/** Releases scheduled confirmations when they are due. Replicas take different rows. */
@Injectable()
export class ReleaseDue extends Worker {
  readonly failure = 'Scheduled confirmations cannot be released; nothing is lost, retrying';

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly metrics: NotificationMetrics,
  ) {
    super();
  }

  protected async step(): Promise<number> {
    return (await this.execute()) ? 0 : PAUSE_MS;
  }

  /** Returns whether more may be due. */
  async execute(): Promise<boolean> {
    const released = await this.database.run(async (tx) => {
      const due = await tx.query(SERVICE_MESSAGES_SQL.releaseDue, [this.clock.now()]);
      const records = due.map(({ pending }) => messageRecord(pending.message, pending.traceparent));
      await this.outbox.add(tx, notificationMessages, records);
      return due;
    });
    for (const { kind, lang } of released) this.metrics.entered(kind, lang, 'queued');
    return released.length === RELEASE_BATCH;
  }
}
