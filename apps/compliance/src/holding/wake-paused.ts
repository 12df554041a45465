import { Injectable } from '@nestjs/common';
import { advertisers } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { KafkaTransport } from '@stopsms/messaging';
import { Database } from '@stopsms/persistence';
import { AdvertiserDirectory } from '@stopsms/service-kit';

const BATCH = 10_000;

/**
 * Makes due what waited for advertisers whose adverts may leave again. Who is paused is asked of the directory each time
 * and not remembered from the moment of the resume, so that a message held by somebody who had not heard of it yet does not
 * wait for ever.
 */
@Injectable()
export class WakePaused {
  constructor(
    private readonly database: Database,
    private readonly directory: AdvertiserDirectory,
    private readonly transport: KafkaTransport,
    private readonly clock: Clock,
  ) {}

  /** @returns whether more may wait than one turn wakes */
  async execute(): Promise<boolean> {
    // Not read to its end, the directory knows some only as they were before their pause.
    if (this.transport.follower(advertisers).problem() !== undefined) return false;
    const resumed = (await this.waiting()).filter((id) => !this.directory.get(id)?.marketingPaused);
    if (resumed.length === 0) return false;
    const [turn] = await this.database.query<{ woken: number }>(
      `WITH due AS (
         SELECT message_id FROM held WHERE paused_advertiser IS NOT NULL AND paused_advertiser = ANY($2::uuid[])
         LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
       ), woken AS (
         UPDATE held h SET until = to_timestamp($1 / 1000.0), paused_advertiser = NULL FROM due
         WHERE h.message_id = due.message_id RETURNING 1
       )
       SELECT count(*)::int AS woken FROM woken`,
      [this.clock.now(), resumed],
    );
    return turn?.woken === BATCH;
  }

  /** Advertisers for whose resume something waits: one step of the index for each, however many messages it has. */
  private async waiting(): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `WITH RECURSIVE waiting AS (
         (SELECT paused_advertiser AS id FROM held WHERE paused_advertiser IS NOT NULL ORDER BY 1 LIMIT 1)
         UNION ALL
         SELECT (SELECT h.paused_advertiser FROM held h WHERE h.paused_advertiser > w.id ORDER BY 1 LIMIT 1)
         FROM waiting w WHERE w.id IS NOT NULL
       )
       SELECT id FROM waiting WHERE id IS NOT NULL`,
    );
    return rows.map(({ id }) => id);
  }
}
