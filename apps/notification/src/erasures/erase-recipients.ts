import { Injectable } from '@nestjs/common';
import type { OptOutChanged } from '@stopsms/contracts';
import { Database } from '@stopsms/persistence';

/**
 * Erases what is kept in clear of whoever asked for it, the opt-out begun or repeated by that
 * (docs/law/retention.md#erasure). A confirmation that waits for the day still leaves, and takes its number with it;
 * advertisers are still told, by the key alone.
 */
@Injectable()
export class EraseRecipients {
  constructor(private readonly database: Database) {}

  async execute(changes: OptOutChanged[]): Promise<void> {
    const erased = changes.flatMap(({ source, recipientKey, optOuts, at }) =>
      source === 'erasure' ? optOuts.map(({ scope }) => ({ recipientKey, scope, at })) : [],
    );
    if (erased.length === 0) return;
    const columns = [
      erased.map(({ recipientKey }) => recipientKey),
      erased.map(({ scope }) => scope),
      erased.map(({ at }) => at),
    ];
    await this.database.run(async (tx) => {
      tx.send(
        `UPDATE service_message m SET text = NULL FROM ${ERASED}
         WHERE m.recipient_key = e.key AND m.text IS NOT NULL
           AND (e.scope = '*' OR e.scope = ANY (m.advertiser_ids::text[]))`,
        columns.slice(0, 2),
      );
      // A later STOP that comes with it is no part of what was to be erased.
      tx.send(
        `UPDATE webhook_delivery d SET msisdn = NULL FROM ${ERASED_BY}
         WHERE d.recipient_key = e.key AND d.msisdn IS NOT NULL AND d.happened_at <= to_timestamp(e.at / 1000.0)
           AND (e.scope = '*' OR e.scope = d.advertiser_id::text)`,
        columns,
      );
    });
  }
}

const ERASED = 'unnest($1::text[], $2::text[]) AS e(key, scope)';
const ERASED_BY = 'unnest($1::text[], $2::text[], $3::float8[]) AS e(key, scope, at)';
