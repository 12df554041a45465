import { Injectable } from '@nestjs/common';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import { advertisers } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { KafkaTransport } from '@stopsms/messaging';
import { Database } from '@stopsms/persistence';
import { waitedFor, wakeHeld } from './wake-held';

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
    const paused = await waitedFor(this.database, 'paused_advertiser');
    const resumed = paused.filter((id) => !this.directory.get(id)?.marketingPaused);
    return wakeHeld(this.database, 'paused_advertiser', resumed, this.clock.now());
  }
}
