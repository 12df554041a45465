import { Injectable } from '@nestjs/common';
import { type CampaignControl, campaignControls } from '@stopsms/contracts';
import { KafkaTransport, TransientFault } from '@stopsms/messaging';
import { Metrics } from '@stopsms/service';
import type { Veto } from '../operator/operator-link';

type Stopped = Exclude<CampaignControl['state'], 'running'>;

const VETOES: Record<Stopped, Veto> = {
  paused: {
    status: 'expired',
    code: 'CAMPAIGN_PAUSED',
    detail: 'Its campaign is paused; it waits until the campaign is resumed.',
  },
  cancelled: { status: 'blocked', code: 'CAMPAIGN_CANCELLED', detail: 'Its campaign was cancelled.' },
};

/** Paused and cancelled campaigns, in memory. Each message of a campaign is checked against them just before it is sent. */
@Injectable()
export class CampaignControls {
  private readonly stopped = new Map<string, Stopped>();

  constructor(
    private readonly transport: KafkaTransport,
    metrics: Metrics,
  ) {
    metrics.gauge(
      'stopsms_stopped_campaigns',
      'Paused and cancelled campaigns, whose messages do not leave',
      () => this.size,
    );
  }

  get size(): number {
    return this.stopped.size;
  }

  /** @param state - null when nothing of the campaign can be under way any more */
  apply(campaignId: string, state: CampaignControl['state'] | null): void {
    if (state === null || state === 'running') this.stopped.delete(campaignId);
    else this.stopped.set(campaignId, state);
  }

  vetoOf({ campaignId }: { campaignId?: string }): Veto | undefined {
    const state = campaignId === undefined ? undefined : this.stopped.get(campaignId);
    return state && VETOES[state];
  }

  /**
   * Accepts a batch that concerns no campaign, and any other once the table has been read to its end.
   * @throws TransientFault before that: stopped campaigns are not known yet, so no message of a campaign may leave
   */
  assertKnownFor(batch: { campaignId?: string }[]): void {
    if (batch.every(({ campaignId }) => campaignId === undefined)) return;
    const behind = this.transport.follower(campaignControls).problem();
    if (behind) throw new TransientFault(`Campaign controls: ${behind}. Messages of campaigns wait.`);
  }
}
