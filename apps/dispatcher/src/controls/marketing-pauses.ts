import { Injectable } from '@nestjs/common';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import { advertisers } from '@stopsms/contracts';
import { KafkaTransport, TransientFault } from '@stopsms/messaging';
import { Metrics } from '@stopsms/service';
import type { Lane } from '../lanes';
import type { Veto } from '../operator/operator-link';

const PAUSED: Veto = {
  status: 'expired',
  code: 'ADVERTISER_PAUSED',
  detail: 'All adverts of its advertiser are paused; it waits until a person lets them go on.',
};

interface Checked {
  lane: Lane;
  advertiserId: string | null;
}

/** Advertisers whose adverts are paused. Each advert is checked against them just before it is sent. */
@Injectable()
export class MarketingPauses {
  constructor(
    private readonly directory: AdvertiserDirectory,
    private readonly transport: KafkaTransport,
    metrics: Metrics,
  ) {
    metrics.gauge('stopsms_paused_advertisers', 'Advertisers whose adverts are paused', () => this.size);
  }

  vetoOf({ lane, advertiserId }: Checked): Veto | undefined {
    if (lane !== 'marketing' || advertiserId === null) return undefined;
    return this.directory.get(advertiserId)?.marketingPaused && PAUSED;
  }

  /**
   * Accepts a batch without adverts, and any other once the advertisers have been read to their end.
   * @throws TransientFault before that: paused advertisers are not known yet, so no advert may leave
   */
  assertKnownFor(batch: Checked[]): void {
    if (batch.every(({ lane }) => lane !== 'marketing')) return;
    const behind = this.transport.follower(advertisers).problem();
    if (behind) throw new TransientFault(`Advertisers: ${behind}. Adverts wait.`);
  }

  private get size(): number {
    return this.directory.all().filter(({ marketingPaused }) => marketingPaused).length;
  }
}
