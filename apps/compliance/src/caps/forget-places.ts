import { Inject, Injectable } from '@nestjs/common';
import { MOST_CAPPED_HOURS } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { Chore, LOG, type Log } from '@stopsms/service-kit';

const EVERY_MS = 3_600_000;
/** The lanes keep a cleared message as long: what nobody told of by then left by then, if it did. */
const IN_LANES_MS = 3 * 86_400_000;
const KEPT_MS = MOST_CAPPED_HOURS * 3_600_000 + IN_LANES_MS;

/** Deletes what counts towards no cap any more, and ends the wait for adverts of which nobody ever told. */
@Injectable()
export class ForgetPlaces extends Chore {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(LOG) log: Log,
  ) {
    super(EVERY_MS, 'Old adverts are still counted towards caps; trying again', log);
  }

  async execute(): Promise<void> {
    const now = this.clock.now();
    await this.database.query(
      `UPDATE advert_place SET left_at = cleared_at + interval '1 millisecond' * $2
       WHERE left_at IS NULL AND cleared_at < to_timestamp($1 / 1000.0)`,
      [now - IN_LANES_MS, IN_LANES_MS],
    );
    await this.database.query('DELETE FROM advert_place WHERE cleared_at < to_timestamp($1 / 1000.0)', [now - KEPT_MS]);
    // Whoever decides about a pair has locked it: it is left for next time.
    await this.database.query(
      `DELETE FROM capped_pair c USING (
         SELECT recipient_key, advertiser_id FROM capped_pair k WHERE NOT EXISTS (
           SELECT 1 FROM advert_place p WHERE p.recipient_key = k.recipient_key AND p.advertiser_id = k.advertiser_id)
         FOR UPDATE SKIP LOCKED) AS over
       WHERE c.recipient_key = over.recipient_key AND c.advertiser_id = over.advertiser_id`,
    );
  }
}
