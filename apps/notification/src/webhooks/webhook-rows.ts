import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { HELD_FOR_MS, type OptOutTold, type QuotaTold, RETRY_FOR_MS, type WebhookDelivery } from './webhook-delivery';

const BATCH = 50;
/** So that one advertiser's slow machine does not hold up everybody's calls. */
const PER_ADVERTISER = 5;
/** Longer than a batch can take, ten calls of 5 s at a time; then another replica may take the rows. */
const LEASE_MS = 60_000;

/** `at` in epoch ms. */
export type Told = (OptOutTold | QuotaTold) & Pick<WebhookDelivery, 'changeId' | 'traceparent'> & { at: number };
export type NewDelivery = Told & {
  advertiserId: string;
  /** Why it waits; null for one that is due. */
  held: string | null;
};
export type LeasedDelivery = WebhookDelivery & { leasedUntil: number };
export type SettledDelivery = LeasedDelivery & {
  state: 'delivered' | 'failed' | 'pending';
  result: string;
  /** Epoch ms of the next attempt, for one that is still pending. */
  nextAt: number;
};

/** Webhook calls as they wait in PostgreSQL. Replicas lease different rows. */
@Injectable()
export class WebhookRows {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @returns the states of those that were not known yet */
  async add(deliveries: NewDelivery[]): Promise<('pending' | 'held')[]> {
    const now = this.clock.now();
    const inserted = await this.database.query<{ state: 'pending' | 'held' }>(
      `INSERT INTO webhook_delivery (change_id, advertiser_id, type, change, scope, source, recipient_key, msisdn, data,
         happened_at, traceparent, state, result, next_at, give_up_at, queued_at)
       SELECT "changeId", "advertiserId", type, change, scope, source, "recipientKey", msisdn,
         CASE jsonb_typeof(data) WHEN 'object' THEN data END, to_timestamp(at / 1000.0), traceparent, CASE WHEN held IS NULL THEN 'pending' ELSE 'held' END, held, to_timestamp($2 / 1000.0),
         to_timestamp(($2 + CASE WHEN held IS NULL THEN $3::float8 ELSE $4::float8 END) / 1000.0), to_timestamp($2 / 1000.0)
       FROM jsonb_to_recordset($1::jsonb) AS r("changeId" uuid, "advertiserId" uuid, type text, change text, scope text,
         source text, "recipientKey" text, msisdn text, data jsonb, at float8, traceparent text, held text)
       ON CONFLICT (change_id, advertiser_id) DO NOTHING
       RETURNING state`,
      [JSON.stringify(deliveries), now, RETRY_FOR_MS, HELD_FOR_MS],
    );
    return inserted.map(({ state }) => state);
  }

  /** Takes some that are due, for as long as the lease lasts. */
  async lease(): Promise<LeasedDelivery[]> {
    const now = this.clock.now();
    const leasedUntil = now + LEASE_MS;
    const rows = await this.database.query<WebhookDelivery>(
      `WITH due AS (
         SELECT mine.change_id, mine.advertiser_id
         FROM (SELECT DISTINCT advertiser_id FROM webhook_delivery
               WHERE state = 'pending' AND next_at <= to_timestamp($1 / 1000.0)) AS waiting
         CROSS JOIN LATERAL (
           SELECT change_id, advertiser_id, next_at FROM webhook_delivery
           WHERE state = 'pending' AND advertiser_id = waiting.advertiser_id AND next_at <= to_timestamp($1 / 1000.0)
           ORDER BY next_at LIMIT ${PER_ADVERTISER} FOR UPDATE SKIP LOCKED) AS mine
         ORDER BY mine.next_at LIMIT ${BATCH})
       UPDATE webhook_delivery d SET next_at = to_timestamp($2 / 1000.0) FROM due
       WHERE d.change_id = due.change_id AND d.advertiser_id = due.advertiser_id
       RETURNING d.change_id AS "changeId", d.advertiser_id AS "advertiserId", type, change, scope, source,
         recipient_key AS "recipientKey", msisdn, data, happened_at AS "happenedAt", traceparent, attempts,
         give_up_at AS "giveUpAt"`,
      [now, leasedUntil],
    );
    return rows.map((row) => ({ ...row, leasedUntil }));
  }

  /** Writes down how attempts ended, where the lease is still ours. */
  async settle(settled: SettledDelivery[]): Promise<void> {
    const columns = ['changeId', 'advertiserId', 'state', 'result', 'nextAt', 'leasedUntil'] as const;
    await this.database.query(
      `UPDATE webhook_delivery d SET state = s.state, result = s.result, attempts = d.attempts + 1,
         next_at = to_timestamp(s.next_at / 1000.0), msisdn = CASE WHEN s.state = 'pending' THEN d.msisdn END
       FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::float8[], $6::float8[])
         AS s(change_id, advertiser_id, state, result, next_at, leased_until)
       WHERE d.change_id = s.change_id AND d.advertiser_id = s.advertiser_id AND d.state = 'pending'
         AND d.next_at = to_timestamp(s.leased_until / 1000.0)`,
      columns.map((name) => settled.map((each) => each[name])),
    );
  }

  /** These advertisers have a secret now: what was held for them is due. */
  async releaseHeld(advertiserIds: string[]): Promise<void> {
    const now = this.clock.now();
    await this.database.query(
      `UPDATE webhook_delivery SET state = 'pending', result = NULL, next_at = to_timestamp($1 / 1000.0),
         give_up_at = to_timestamp($2 / 1000.0)
       WHERE state = 'held' AND advertiser_id = ANY ($3::uuid[])`,
      [now, now + RETRY_FOR_MS, advertiserIds],
    );
  }

  /** Gives up what nobody made a secret for, and forgets its number. */
  async dropHeldTooLong(): Promise<void> {
    await this.database.query(
      `UPDATE webhook_delivery SET state = 'failed', msisdn = NULL
       WHERE state = 'held' AND give_up_at <= to_timestamp($1 / 1000.0)`,
      [this.clock.now()],
    );
  }
}
