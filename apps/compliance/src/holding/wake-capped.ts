import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { AdvertiserDirectory } from '@stopsms/service-kit';
import { advertiserIn, cappedBy } from '../caps/waiting-for-cap';

const BATCH = 10_000;

/** Makes due what waits under caps that its advertiser has changed since: by the new ones it may leave sooner, or later. */
@Injectable()
export class WakeCapped {
  constructor(
    private readonly database: Database,
    private readonly directory: AdvertiserDirectory,
    private readonly clock: Clock,
  ) {}

  /** @returns whether more may wait than one turn wakes */
  async execute(): Promise<boolean> {
    const changed = (await this.waiting()).filter((name) => {
      const advertiser = this.directory.get(advertiserIn(name));
      return advertiser !== undefined && cappedBy(advertiser) !== name;
    });
    if (changed.length === 0) return false;
    const [turn] = await this.database.query<{ woken: number }>(
      `WITH due AS (
         SELECT message_id FROM held WHERE capped_by = ANY($2::text[]) LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
       ), woken AS (
         UPDATE held h SET until = to_timestamp($1 / 1000.0), capped_by = NULL FROM due
         WHERE h.message_id = due.message_id RETURNING 1
       )
       SELECT count(*)::int AS woken FROM woken`,
      [this.clock.now(), changed],
    );
    return turn?.woken === BATCH;
  }

  /** Caps for which something waits: one step of the index for each, however many messages it has. */
  private async waiting(): Promise<string[]> {
    const rows = await this.database.query<{ name: string }>(
      `WITH RECURSIVE waiting AS (
         (SELECT capped_by AS name FROM held WHERE capped_by IS NOT NULL ORDER BY 1 LIMIT 1)
         UNION ALL
         SELECT (SELECT h.capped_by FROM held h WHERE h.capped_by > w.name ORDER BY 1 LIMIT 1)
         FROM waiting w WHERE w.name IS NOT NULL
       )
       SELECT name FROM waiting WHERE name IS NOT NULL`,
    );
    return rows.map(({ name }) => name);
  }
}
