import { Inject, Injectable } from '@nestjs/common';
import type { Advertiser } from '@stopsms/contracts';
import type { Tx } from '@stopsms/persistence';
import { cappedBy } from '../../limits/caps/waiting-for-cap';
import type { Decided } from '../../rules/message';
import { SETTINGS, type Settings } from '../../settings/settings';

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
              ...request,
              releaseAt: outcome.dueNow ? at : Math.round(outcome.until + this.delayOf(request.id, outcome.code)),
              paused: outcome.code === 'CAMPAIGN_PAUSED',
              pausedAdvertiser: outcome.code === 'ADVERTISER_PAUSED' ? request.advertiserId : undefined,
              cappedBy: outcome.code === 'CAP_REACHED' && advertiser ? cappedBy(advertiser) : undefined,
              recipientKey: recipient?.key,
              reviewId: outcome.code === 'REVIEW_NEEDED' ? review?.found?.id : undefined,
            },
          ]
        : [],
    );
    if (waiting.length === 0) return;
    tx.send(
      `INSERT INTO held (message_id, until, campaign_id, paused, review_id, recipient_key, paused_advertiser, capped_by)
       SELECT h.id, to_timestamp(h.until / 1000.0), h.campaign, h.paused, h.review, h.recipient, h.advertiser, h.capped
       FROM unnest($1::uuid[], $2::float8[], $3::uuid[], $4::boolean[], $5::uuid[], $6::text[], $7::uuid[], $8::text[])
         AS h(id, until, campaign, paused, review, recipient, advertiser, capped)
       ON CONFLICT (message_id) DO NOTHING`,
      [
        waiting.map(({ id }) => id),
        waiting.map(({ releaseAt }) => releaseAt),
        waiting.map(({ campaignId }) => campaignId ?? null),
        waiting.map(({ paused }) => paused),
        waiting.map(({ reviewId }) => reviewId ?? null),
        waiting.map(({ recipientKey }) => recipientKey ?? null),
        waiting.map(({ pausedAdvertiser }) => pausedAdvertiser ?? null),
        waiting.map(({ cappedBy: caps }) => caps ?? null),
      ],
    );
  }

  /** A million messages held overnight do not all leave in the first second: each has its own delay, always the same. */
  private delayOf(messageId: string, code: string): number {
    return SPREAD.includes(code)
      ? (parseInt(messageId.slice(0, 8), 16) / 2 ** 32) * this.settings.RELEASE_JITTER_MS
      : 0;
  }
}
