import { Injectable } from '@nestjs/common';
import { type MessageStatus, knowledgeOf } from '@stopsms/contracts';
import { isSampled } from '@stopsms/kernel';
import { Database, type Sql, type Tx } from '@stopsms/persistence';
import { columns } from '../columns';
import { SettleReceipts } from './settle-receipts';

/** The text has left, may have left, or is about to: what was begun counts, because a handset may answer before `submitted`. */
const MAY_HAVE_LEFT = new Set<MessageStatus['status']>(['submitting', 'submitted', 'unknown']);

/** Status of a message with its trace; `submitting` means begun. */
export type TracedStatus = MessageStatus & { traceparent: string };

/**
 * Records sent messages from the journal and the statuses of dispatchers, in any order: within an attempt the status with more
 * knowledge wins, between equals the first. A replay changes nothing.
 */
@Injectable()
export class RecordSends {
  constructor(
    private readonly database: Database,
    private readonly settleReceipts: SettleReceipts,
  ) {}

  /** @param statuses - of one recipient in their order */
  async execute(statuses: TracedStatus[]): Promise<void> {
    const latest = latestOf(statuses);
    // One that was begun and stayed is kept too: its journal entry may come behind.
    const begun = latest.filter((status) => mayHaveLeft(status) || status.begunAt !== undefined);
    const neverBegun = latest.filter((status) => !begun.includes(status));
    const parts = partsOf(latest);
    const tokens = tokensOf(statuses);
    // A STOP may be waiting behind this: what every batch needs is one statement.
    if (tokens.length === 0 && neverBegun.length === 0) await this.keep(this.database, begun, parts);
    else {
      await this.database.run(async (tx) => {
        await this.keep(tx, begun, parts);
        this.keepTokens(tx, tokens);
        // Begun by another, and refused after all: no text reached the person, so no reply can mean it.
        tx.send('DELETE FROM sent_message WHERE message_id = ANY($1::uuid[])', [
          neverBegun.map(({ messageId }) => messageId),
        ]);
      });
    }
    // Receipts that came before this status are waiting for it; a reply that came after it must not.
    this.settleReceipts.soon(parts.map(({ smscId }) => smscId));
  }

  private async keep(sql: Sql, sends: TracedStatus[], parts: SentPart[]): Promise<void> {
    if (sends.length === 0) return;
    const rows = sends.map((send) => ({
      ...send,
      at: send.begunAt ?? send.at,
      rank: rankOf(send),
      stayed: !mayHaveLeft(send),
      parts: Math.max(send.parts ?? 0, send.smscIds?.length ?? 0) || null,
      isUnknown: send.status === 'unknown',
      // A trace that nobody records is not stored: the row is kept for months.
      traceparent: isSampled(send.traceparent) ? send.traceparent : undefined,
    }));
    // An operator may count its ids from the start again: the latest message that has an id is the one meant.
    await sql.query(
      `WITH sends AS (
         INSERT INTO sent_message AS m (message_id, recipient_key, advertiser_id, campaign_id, lane, provider, sender, reply_code, parts, sent_at, is_unknown, traceparent, told, stayed)
         SELECT s.id, s.key, s.advertiser, s.campaign, s.lane, s.provider, s.sender, s.code, s.parts, to_timestamp(s.at / 1000.0), s.is_unknown, s.traceparent, s.told, s.stayed
         FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[], $9::int[], $10::float8[], $11::boolean[], $12::text[], $13::int[], $14::boolean[])
           AS s(id, key, advertiser, campaign, lane, provider, sender, code, parts, at, is_unknown, traceparent, told, stayed)
         ORDER BY s.id -- transactions lock rows in one order, so that they cannot deadlock
         ON CONFLICT (message_id) DO UPDATE SET
           provider = excluded.provider,
           sender = excluded.sender,
           reply_code = coalesce(excluded.reply_code, m.reply_code),
           parts = coalesce(excluded.parts, m.parts),
           -- Parts are reported for submitted messages only: then the outcome is known, whatever a successor of the dispatcher says.
           is_unknown = excluded.is_unknown AND m.parts IS NULL,
           stayed = excluded.stayed AND m.parts IS NULL,
           told = excluded.told,
           traceparent = coalesce(excluded.traceparent, m.traceparent),
           -- A repeated status of one attempt is milliseconds later: unchanged, no index is written.
           sent_at = CASE WHEN excluded.sent_at > m.sent_at + interval '1 minute' THEN excluded.sent_at ELSE m.sent_at END
         WHERE excluded.told > m.told)
       INSERT INTO sent_part AS p (provider, smsc_id, message_id, sent_at)
       SELECT s.provider, s.smsc_id, s.message_id, to_timestamp(s.at / 1000.0)
       FROM unnest($15::text[], $16::text[], $17::uuid[], $18::float8[]) AS s(provider, smsc_id, message_id, at)
       ON CONFLICT (provider, smsc_id) DO UPDATE SET
         message_id = excluded.message_id, sent_at = excluded.sent_at, stat = NULL, error = NULL, settled_at = NULL
       WHERE p.message_id <> excluded.message_id AND p.sent_at < excluded.sent_at`,
      [
        ...columns(rows, [
          'messageId',
          'recipientKey',
          'advertiserId',
          'campaignId',
          'lane',
          'provider',
          'sender',
          'replyCode',
          'parts',
          'at',
          'isUnknown',
          'traceparent',
          'rank',
          'stayed',
        ]),
        ...columns(parts, ['provider', 'smscId', 'messageId', 'at']),
      ],
    );
  }

  private keepTokens(tx: Tx, tokens: Token[]): void {
    if (tokens.length === 0) return;
    tx.send(
      `INSERT INTO unsubscribe_token (token, recipient_key, msisdn, advertiser_id, campaign_id, language, sent_at)
       SELECT t.token, t.key, t.msisdn, t.advertiser, t.campaign, t.language, to_timestamp(t.at / 1000.0)
       FROM unnest($1::text[], $2::text[], $3::text[], $4::uuid[], $5::uuid[], $6::text[], $7::float8[])
         AS t(token, key, msisdn, advertiser, campaign, language, at)
       ON CONFLICT (token) DO NOTHING`,
      columns(tokens, ['token', 'recipientKey', 'msisdn', 'advertiserId', 'campaignId', 'language', 'at']),
    );
  }
}

const mayHaveLeft = ({ status, smscIds = [] }: MessageStatus): boolean =>
  MAY_HAVE_LEFT.has(status) || smscIds.length > 0;

/** A later attempt says more than all of an earlier one. */
const rankOf = ({ attempt, status }: MessageStatus): number => 3 * attempt + knowledgeOf(status);

type Token = NonNullable<MessageStatus['unsubscribe']> &
  Pick<MessageStatus, 'recipientKey' | 'campaignId' | 'at'> & { advertiserId: string };

const tokensOf = (statuses: MessageStatus[]): Token[] =>
  statuses.flatMap(({ unsubscribe, advertiserId, recipientKey, campaignId, at }) =>
    unsubscribe && advertiserId !== null
      ? [{ ...unsubscribe, recipientKey, advertiserId, at, ...(campaignId === undefined ? {} : { campaignId }) }]
      : [],
  );

interface SentPart {
  provider: string;
  smscId: string;
  messageId: string;
  at: number;
}

/** Merges statuses by message: each that says no less adds its fields. */
function latestOf(statuses: TracedStatus[]): TracedStatus[] {
  const byMessage = new Map<string, TracedStatus>();
  for (const status of statuses) {
    const known = byMessage.get(status.messageId);
    const saysLess = known?.attempt === status.attempt && knowledgeOf(status.status) < knowledgeOf(known.status);
    byMessage.set(status.messageId, saysLess ? { ...status, ...known } : { ...known, ...status });
  }
  return [...byMessage.values()];
}

/** One row per operator id: a statement cannot touch a row twice. */
function partsOf(statuses: MessageStatus[]): SentPart[] {
  const parts = new Map<string, SentPart>();
  for (const { provider, smscIds = [], messageId, at } of statuses) {
    for (const smscId of smscIds) parts.set(`${provider} ${smscId}`, { provider, smscId, messageId, at });
  }
  return [...parts.values()];
}
