import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { InboundMoMetrics } from '../inbound-mo-metrics';
import { LINKS_SQL } from '../links/links.store';
import type { Visitor } from './find-visitor';
import { latestAccepted } from '../replies/recognise-retries';
import { StoreReplies } from '../replies/store-replies';

/**
 * Presses closer together than this are one: a second finger, a reload. A return dated within it ends no opt-out
 * (docs/law/opt-outs.md#race), so the second press has nothing to say that the first did not.
 */
const SAME_PRESS_MS = 5_000;

/** Opts a visitor out who presses the button of the unsubscribe page. */
@Injectable()
export class Unsubscribe {
  constructor(
    private readonly database: Database,
    private readonly storeReplies: StoreReplies,
    private readonly clock: Clock,
    private readonly metrics: InboundMoMetrics,
  ) {}

  /**
   * Opts the visitor out of the one advertiser. Pressing again at once changes nothing; pressing again later is passed on
   * as a wish of its own, because the person may have come back meanwhile, which only suppression knows. Resolves once the
   * wish is durable.
   */
  async execute({ token, recipientKey, msisdn, region, advertiserId }: Visitor): Promise<void> {
    const now = this.clock.now();
    const reply = {
      replyId: randomUUID(),
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
      // The row is locked until the commit: of several presses at once one counts, and the others wait until it is durable. A
      // link that was deleted meanwhile was the visitor's all the same.
      const [link] = await tx.query(LINKS_SQL.lock, [token, now - SAME_PRESS_MS, now]);
      if (link?.isAgain) return [];
      tx.send(LINKS_SQL.press, [token, now]);
      const latest = (await latestAccepted(tx, [recipientKey])).get(recipientKey) ?? -Infinity;
      const acceptedAt = Math.max(now, latest + 1);
      return (await this.storeReplies.execute(tx, [{ reply: { ...reply, acceptedAt } }])).published;
    });
    this.metrics.countReplies(fresh, now);
  }
}
