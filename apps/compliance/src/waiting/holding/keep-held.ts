import { Inject, Injectable } from '@nestjs/common';
import type { Advertiser } from '@stopsms/contracts';
import type { Tx } from '@stopsms/persistence';
import { cappedBy } from '../../limits/caps/waiting-for-cap';
import type { Decided } from '../../rules/message';
import { SETTINGS, type Settings } from '../../settings/settings';
import { HELD, HELD_SQL } from './held.store';

/** Message that waits, with its reason. */
type Held = Decided & { review?: { found?: { id: string } } | null; advertiser?: Advertiser | null };

/** These end for all recipients at one instant. */
const SPREAD: readonly string[] = ['WINDOW_CLOSED', 'WINDOW_ENDING'];

/** Keeps which messages wait, until when and for what. */
@Injectable()
export class KeepHeld {
  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'RELEASE_JITTER_MS'>) {}

  /** Sent along with the statements that follow. */
  add(tx: Tx, decisions: readonly Held[]): void {
    const waiting = decisions.flatMap(({ candidate: { request }, recipient, outcome, review, advertiser, at }) =>
      outcome.verdict === 'held'
        ? [
            {
              messageId: request.id,
              until: outcome.dueNow ? at : Math.round(outcome.until + this.delayOf(request.id, outcome.code)),
              campaignId: request.campaignId ?? null,
              paused: outcome.code === 'CAMPAIGN_PAUSED',
              reviewId: (outcome.code === 'REVIEW_NEEDED' && review?.found?.id) || null,
              recipientKey: recipient?.key ?? null,
              pausedAdvertiser: outcome.code === 'ADVERTISER_PAUSED' ? request.advertiserId : null,
              cappedBy: outcome.code === 'CAP_REACHED' && advertiser ? cappedBy(advertiser) : null,
            },
          ]
        : [],
    );
    if (waiting.length > 0) tx.send(HELD_SQL.hold, HELD.of(waiting));
  }

  /** A million messages held overnight do not all leave in the first second: each has its own delay, always the same. */
  private delayOf(messageId: string, code: string): number {
    return SPREAD.includes(code)
      ? (parseInt(messageId.slice(0, 8), 16) / 2 ** 32) * this.settings.RELEASE_JITTER_MS
      : 0;
  }
}
