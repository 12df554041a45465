import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { NotificationMessage } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { Outbox } from '@stopsms/outbox';
import { Database } from '@stopsms/persistence';
import { LOG, type Log } from '@stopsms/service';
import { Poller } from '../poller';
import { NotificationMetrics } from '../notification-metrics';
import { messageRecord, notificationMessages } from '../produces/notification.messages.v1';

const BATCH = 500;
const PAUSE_MS = 1_000;

interface Due {
  kind: string;
  lang: string;
  pending: { message: NotificationMessage; traceparent: string };
}

/** Sends scheduled confirmations when their hour has come. Replicas take different rows. */
@Injectable()
export class ReleaseDue implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly poller: Poller;

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly metrics: NotificationMetrics,
    @Inject(LOG) log: Log,
  ) {
    this.poller = new Poller('Releasing scheduled confirmations', PAUSE_MS, () => this.execute(), log);
  }

  onApplicationBootstrap(): void {
    this.poller.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.poller.stop();
  }

  /** @returns whether more may be due */
  async execute(): Promise<boolean> {
    const released = await this.database.run(async (tx) => {
      const due = await tx.query<Due>(
        `WITH due AS (
           SELECT message_id, kind, lang, pending FROM service_message
           WHERE state = 'scheduled' AND due_at <= to_timestamp($1 / 1000.0)
           ORDER BY due_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
         ), released AS (
           UPDATE service_message m SET state = 'queued', state_at = to_timestamp($1 / 1000.0), pending = NULL
           FROM due WHERE m.message_id = due.message_id
         )
         SELECT kind, lang, pending FROM due`,
        [this.clock.now()],
      );
      const records = due.map(({ pending }) => messageRecord(pending.message, pending.traceparent));
      await this.outbox.add(tx, notificationMessages, records);
      return due;
    });
    for (const { kind, lang } of released) this.metrics.entered(kind, lang, 'queued');
    return released.length === BATCH;
  }
}
