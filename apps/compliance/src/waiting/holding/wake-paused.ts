import { Injectable } from '@nestjs/common';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import { advertisers } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { KafkaTransport } from '@stopsms/messaging';
import { Database } from '@stopsms/persistence';
import { HELD_SQL, WOKEN_AT_ONCE } from './held.store';

/**
 * Makes messages of resumed advertisers due. Queries the directory each time instead of remembering the resume, so that a message held by a
 * replica that did not know of it yet does not wait forever.
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
    const waiting = await this.database.query(HELD_SQL.pausedAdvertisers);
    const resumed = waiting.map(({ name }) => name).filter((id) => !this.directory.get(id)?.marketingPaused);
    if (resumed.length === 0) return false;
    const [turn] = await this.database.query(HELD_SQL.wakePaused, [this.clock.now(), resumed]);
    return turn?.woken === WOKEN_AT_ONCE;
  }
}
