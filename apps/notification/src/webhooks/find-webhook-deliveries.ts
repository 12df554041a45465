import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import type { WebhookDelivery } from './webhook-delivery';

export interface FoundWebhookDelivery {
  changeId: string;
  advertiserId: string;
  type: WebhookDelivery['type'];
  /** What it tells of an opt-out; null in any other. */
  change: string | null;
  scope: string | null;
  source: string | null;
  recipientKey: string | null;
  data: WebhookDelivery['data'];
  state: 'pending' | 'held' | 'delivered' | 'failed';
  attempts: number;
  nextAt: Date;
  /** What answered last, or why nothing did. */
  result: string | null;
  queuedAt: Date;
}

@Injectable()
export class FindWebhookDeliveries {
  constructor(private readonly database: Database) {}

  /**
   * A page of one advertiser's calls, latest first.
   * @param after - the last row of the page before, `at` in epoch ms
   */
  page(
    advertiserId: string,
    after: { at: number; id: string } | undefined,
    limit: number,
  ): Promise<FoundWebhookDelivery[]> {
    return this.database.query<FoundWebhookDelivery>(
      `SELECT change_id AS "changeId", advertiser_id AS "advertiserId", type, change, scope, source,
         recipient_key AS "recipientKey", data, state, attempts, next_at AS "nextAt", result, queued_at AS "queuedAt"
       FROM webhook_delivery
       WHERE advertiser_id = $1
         AND ($2::float8 IS NULL OR queued_at < to_timestamp($2 / 1000.0)
           OR (queued_at = to_timestamp($2 / 1000.0) AND change_id > $3))
       ORDER BY queued_at DESC, change_id LIMIT $4`,
      [advertiserId, after?.at ?? null, after?.id ?? null, limit],
    );
  }
}
