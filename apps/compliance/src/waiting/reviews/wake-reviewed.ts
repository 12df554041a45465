import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';

const BATCH = 10_000;

/**
 * Makes due what waited for a text that somebody has decided on by now. The review remembers that it is not done yet, so a
 * service that ends in between goes on where it was.
 */
@Injectable()
export class WakeReviewed {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @returns whether more may wait than one turn wakes */
  async execute(): Promise<boolean> {
    const [turn] = await this.database.query<{ reviews: number; woken: number }>(
      `WITH decided AS (
         SELECT review_id FROM review WHERE releasing
       ), due AS (
         SELECT h.message_id FROM held h JOIN decided USING (review_id) LIMIT ${BATCH} FOR UPDATE OF h SKIP LOCKED
       ), woken AS (
         UPDATE held h SET until = to_timestamp($1 / 1000.0), review_id = NULL FROM due
         WHERE h.message_id = due.message_id RETURNING 1
       )
       SELECT (SELECT count(*) FROM decided)::int AS reviews, (SELECT count(*) FROM woken)::int AS woken`,
      [this.clock.now()],
    );
    if (!turn || turn.reviews === 0) return false;
    if (turn.woken === BATCH) return true;
    // No message joins a review once it is decided; what another replica has locked is looked at next time.
    await this.database.query(
      `UPDATE review r SET releasing = false
       WHERE releasing AND NOT EXISTS (SELECT 1 FROM held h WHERE h.review_id = r.review_id)`,
    );
    return false;
  }
}
