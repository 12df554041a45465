import { Injectable } from '@nestjs/common';
import { Clock, deterministicId } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { InboundMoMetrics } from '../inbound-mo-metrics';
import type { Visitor } from './find-visitor';
import { StoreReplies } from './store-replies';

/** Presses closer together than this are one: a second finger, a reload. */
const SAME_PRESS_MS = 60_000;

/** What a visitor asks by pressing the button of the unsubscribe page. */
@Injectable()
export class Unsubscribe {
  constructor(
    private readonly database: Database,
    private readonly storeReplies: StoreReplies,
    private readonly clock: Clock,
    private readonly metrics: InboundMoMetrics,
  ) {}

  /**
   * Opts the visitor out of the one advertiser. Pressing again at once changes nothing; pressing again later is told on as
   * a repeated wish, because the person may have come back meanwhile, which only suppression knows.
   */
  async execute({ token, recipientKey, msisdn, region, advertiserId }: Visitor): Promise<void> {
    const now = this.clock.now();
    const reply = {
      replyId: deterministicId('unsubscribe', token, String(now)),
      recipientKey,
      ...(msisdn !== undefined && { msisdn }),
      region,
      channel: 'web' as const,
      code: '',
      tier: 'exact' as const,
      reason: 'pressed the button of the unsubscribe page',
      everyAdvertiser: false,
      advertisers: [{ advertiserId, confidence: 1, evidence: 'the unsubscribe link was in its text' }],
      attributed: true,
      textedBy: [advertiserId],
      receivedAt: now,
    };
    const fresh = await this.database.run(async (tx) => {
      // The row is locked until the commit: of several presses at once one counts, and the others wait until it is durable.
      const pressed = await tx.query(
        `UPDATE unsubscribe_token SET pressed_at = to_timestamp($2 / 1000.0)
         WHERE token = $1 AND (pressed_at IS NULL OR pressed_at < to_timestamp($3 / 1000.0)) RETURNING 1`,
        [token, now, now - SAME_PRESS_MS],
      );
      return pressed.length === 0 ? [] : this.storeReplies.execute(tx, [{ reply, flag: false }]);
    });
    this.metrics.countReplies(fresh, now);
  }
}
