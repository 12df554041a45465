import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@stopsms/persistence';
import { ANSWERED, answeredSpan } from '../messages/answered-message';
import { recordDailyMetrics } from '../messages/record-daily-metrics';
import { forEachAccount } from '../advertisers/entities/entity-accounts';
import { holdImports } from '../advertisers/entities/opt-out-lock';

export interface OptOutChange {
  recipientKey: string;
  /** `*` or an advertiser id. */
  scope: string;
  state: 'out' | 'back';
  /** Epoch ms of the person's act. */
  at: number;
}

/** Takes whoever opted out from the address books of the advertiser and of all accounts of its legal entity, for good, and counts it for the message they answered. */
@Injectable()
export class FollowOptOuts {
  constructor(private readonly database: Database) {}

  async execute(changes: OptOutChange[]): Promise<void> {
    if (changes.length === 0) return;
    await this.database.run(async (tx) => {
      holdImports(tx);
      const outs = (await this.remember(tx, changes)).filter(({ state }) => state === 'out');
      if (outs.length === 0) return;
      const keys = outs.map(({ recipientKey }) => recipientKey);
      const scopes = outs.map(({ scope }) => scope);
      const all = await forEachAccount(tx, keys, scopes);
      this.removeContacts(tx, all.keys, all.scopes);
      await this.count(
        tx,
        keys,
        scopes,
        outs.map(({ at }) => at),
      );
    });
  }

  /**
   * A written erasure of the opt-out itself: the person is as unknown, so that a list with a consent given later may name
   * them again (docs/law/retention.md#erasure).
   */
  async forget(recipientKeys: string[]): Promise<void> {
    if (recipientKeys.length === 0) return;
    await this.database.run(async (tx) => {
      holdImports(tx);
      for (const table of ['contact', 'opt_out', 'former_contact'])
        tx.send(`DELETE FROM ${table} WHERE recipient_key = ANY($1::text[])`, [recipientKeys]);
    });
  }

  /** Returns what was news; a change told again is not. */
  private async remember(tx: Tx, changes: OptOutChange[]): Promise<OptOutChange[]> {
    const last = new Map(changes.map((change) => [`${change.recipientKey}:${change.scope}`, change]));
    const rows = [...last.values()];
    return tx.query<OptOutChange>(
      `INSERT INTO opt_out AS o (recipient_key, scope, state, at)
       SELECT c.key, c.scope, c.state, to_timestamp(c.at / 1000.0)
       FROM unnest($1::text[], $2::text[], $3::text[], $4::float8[]) AS c(key, scope, state, at)
       ON CONFLICT (recipient_key, scope) DO UPDATE SET state = excluded.state, at = excluded.at
       WHERE excluded.at > o.at
       RETURNING recipient_key AS "recipientKey", scope, state, (extract(epoch FROM at) * 1000)::float8 AS at`,
      [
        rows.map(({ recipientKey }) => recipientKey),
        rows.map(({ scope }) => scope),
        rows.map(({ state }) => state),
        rows.map(({ at }) => at),
      ],
    );
  }

  /** Those who want texts of nobody are remembered as contacts of whoever had them, so that a later import is refused. */
  private removeContacts(tx: Tx, keys: string[], scopes: string[]): void {
    tx.send(
      `WITH removed AS (
         DELETE FROM contact c USING address_book b, unnest($1::text[], $2::text[]) AS o(key, scope)
         WHERE c.recipient_key = o.key AND b.id = c.address_book_id
           AND (o.scope = '*' OR b.advertiser_id::text = o.scope)
         RETURNING c.recipient_key, b.advertiser_id, o.scope)
       INSERT INTO former_contact (recipient_key, advertiser_id)
       SELECT DISTINCT recipient_key, advertiser_id FROM removed WHERE scope = '*'
       ON CONFLICT DO NOTHING`,
      [keys, scopes],
    );
  }

  /** One that opts out of two texts' advertisers counts for each; a text that two opt-outs answer counts once. */
  private async count(tx: Tx, keys: string[], scopes: string[], at: number[]): Promise<void> {
    const spans = at.map((each) => answeredSpan(each));
    const answered = await tx.query<{
      advertiserId: string | null;
      campaignId: string | null;
      category: string | null;
      at: number;
    }>(
      `UPDATE message SET opted_out = true
       FROM (
         SELECT answered.id, min(o.at) AS at
         FROM unnest($1::text[], $2::text[], $3::float8[], $4::float8[], $5::float8[]) AS o(key, scope, since, until, at)
         CROSS JOIN LATERAL (${ANSWERED}) AS answered
         GROUP BY answered.id ORDER BY answered.id) AS o
       WHERE message.id = o.id AND NOT message.opted_out
       RETURNING message.advertiser_id AS "advertiserId", message.campaign_id AS "campaignId", message.category, o.at`,
      [keys, scopes, spans.map(({ since }) => since), spans.map(({ until }) => until), at],
    );
    recordDailyMetrics(
      tx,
      answered.flatMap(({ advertiserId, ...of }) =>
        advertiserId === null ? [] : [{ ...of, advertiserId, figure: 'optedOut' as const }],
      ),
    );
  }
}
