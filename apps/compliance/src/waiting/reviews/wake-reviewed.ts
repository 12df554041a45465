import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { WOKEN_AT_ONCE } from '../holding/held.store';
import { REVIEWS_SQL } from './reviews.store';

/**
 * Makes due what waited for a text that was decided on since. The review keeps that it is not done yet, so a
 * service that ends in between continues.
 */
@Injectable()
export class WakeReviewed {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @returns whether more may wait than one turn wakes */
  async execute(): Promise<boolean> {
    const [turn] = await this.database.query(REVIEWS_SQL.wakeDecided, [this.clock.now()]);
    if (!turn || turn.reviews === 0) return false;
    if (turn.woken === WOKEN_AT_ONCE) return true;
    // No message joins a review once it is decided; what another replica has locked is read next time.
    await this.database.query(REVIEWS_SQL.endReleasing);
    return false;
  }
}
