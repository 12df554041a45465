import { Injectable } from '@nestjs/common';
import type { UnreadableMo } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { Outbox } from '@stopsms/outbox';
import { Database, type Tx } from '@stopsms/persistence';
import { columns } from '../columns';
import { storableText } from '../storable-text';
import { type Quarantine, endRecord, quarantineRecord, quarantines } from '../produces/inbound-mo.quarantines.v1';
import type { Reply } from '../produces/inbound-mo.replies.v1';

/** A reply that opts out, or that may and waits for a decision, and the MOs that it arrived in. */
export interface HeldReply {
  why: 'opt-out' | 'undecided';
  reply: Reply;
  moIds: readonly string[];
}

/** A decision that a reply asks to stop: the opt-out that suppression is to record, by the reply that waited. */
export interface DecidedStop {
  undecidedId: string;
  reply: Reply;
}

/** Records per run. */
const MAX_REPUBLISHED = 500;
/** A lost topic is complete again after this period. */
const REPUBLISH_AFTER_MS = 600_000;

/**
 * Publishes when a quarantine ends. A dispatcher holds the adverts of a number from its MO on until this service publishes that
 * the MO asks for no end of texts, or that suppression has recorded its opt-out. Each record is written in the transaction that
 * handles the MO.
 */
@Injectable()
export class KeepQuarantines {
  /** Records of before this start may bear recipient keys of the former secret. */
  private readonly startedAt: number;

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {
    this.startedAt = clock.now();
  }

  /**
   * @param handled - every MO of the batch, and every part of the texts that are whole now
   * @param held - those of them that opt out, or wait for a decision, and did not before
   */
  async follow(tx: Tx, handled: readonly string[], held: readonly HeldReply[]): Promise<void> {
    const ids = [...new Set(handled)];
    const stopped = await this.keepReplies(tx, held);
    const parts = await this.keepParts(tx, ids);
    const kept = new Set([...stopped, ...parts].map(({ moId }) => moId));
    const waiting = await this.releaseHandled(
      tx,
      ids.filter((id) => !kept.has(id)),
    );
    const over = ids.filter((id) => !kept.has(id) && !waiting.has(id));
    await this.outbox.add(tx, quarantines, [...stopped, ...parts].map(quarantineRecord));
    await this.outbox.add(tx, quarantines, over.map(endRecord));
  }

  /** Ends the quarantines of replies whose opt-out suppression has recorded, now or earlier. */
  async dealtWith(replyIds: readonly string[]): Promise<void> {
    if (replyIds.length === 0) return;
    await this.database.run(async (tx) => {
      const over = await tx.query<{ moId: string }>(
        'DELETE FROM quarantine WHERE reply_id = ANY($1::uuid[]) AND ended_at IS NULL RETURNING mo_id AS "moId"',
        [replyIds],
      );
      await this.publishEnds(tx, over);
    });
  }

  /** Ends the quarantines of replies that were decided to ask for no end of texts. */
  async release(tx: Tx, undecidedIds: readonly string[]): Promise<void> {
    if (undecidedIds.length === 0) return;
    const over = await tx.query<{ moId: string }>(
      `DELETE FROM quarantine WHERE reply_id = ANY($1::uuid[]) AND why = 'undecided' AND ended_at IS NULL
       RETURNING mo_id AS "moId"`,
      [undecidedIds],
    );
    await this.publishEnds(tx, over);
  }

  private publishEnds(tx: Tx, over: readonly { moId: string }[]): Promise<void> {
    return this.outbox.add(
      tx,
      quarantines,
      over.map(({ moId }) => endRecord(moId)),
    );
  }

  /** Holds adverts of replies that were decided to ask for an end of texts, until suppression has recorded that. */
  async decidedStops(tx: Tx, stops: readonly DecidedStop[]): Promise<void> {
    if (stops.length === 0) return;
    const rows = stops.map(({ undecidedId, reply }) => ({ undecidedId, ...reply, ...meantBy(reply) }));
    const kept = await tx.query<Row>(
      `UPDATE quarantine q SET why = 'opt-out', reply_id = s.reply, every_advertiser = s.every,
         advertiser_ids = s.advertisers, told_at = to_timestamp($5 / 1000.0)
       FROM unnest($1::uuid[], $2::uuid[], $3::boolean[], $4::jsonb[]) AS s(undecided, reply, every, advertisers)
       WHERE q.reply_id = s.undecided AND q.why = 'undecided' AND q.ended_at IS NULL RETURNING ${ROW}`,
      [...columns(rows, ['undecidedId', 'replyId', 'everyAdvertiser', 'advertiserIds']), this.clock.now()],
    );
    await this.outbox.add(tx, quarantines, kept.map(toQuarantine).map(quarantineRecord));
  }

  /** Opens a quarantine for an MO that is dead-lettered: nobody knows its content. */
  async unreadable({ moId, recipientKey, code, receivedAt }: UnreadableMo): Promise<void> {
    await this.database.run(async (tx) => {
      const kept = await tx.query<Row>(
        `INSERT INTO quarantine AS q (mo_id, recipient_key, code, why, received_at, told_at)
         VALUES ($1, $2, $3, 'unreadable', to_timestamp($4 / 1000.0), to_timestamp($5 / 1000.0))
         ON CONFLICT (mo_id) DO NOTHING RETURNING ${ROW}`,
        [moId, recipientKey ?? null, code === undefined ? null : storableText(code), receivedAt, this.clock.now()],
      );
      await this.outbox.add(tx, quarantines, kept.map(toQuarantine).map(quarantineRecord));
    });
  }

  /** Publishes open quarantines again in turn: under the current keys, and to a topic that may have been lost. */
  async republishOpen(): Promise<void> {
    const now = this.clock.now();
    await this.database.run(async (tx) => {
      await this.releaseSettled(tx, now - REPUBLISH_AFTER_MS);
      const open = await tx.query<Row>(
        `UPDATE quarantine q SET told_at = to_timestamp($1 / 1000.0)
         FROM (SELECT mo_id FROM quarantine WHERE ended_at IS NULL AND told_at < to_timestamp($2 / 1000.0)
               ORDER BY told_at LIMIT ${MAX_REPUBLISHED} FOR UPDATE SKIP LOCKED) AS old
         WHERE q.mo_id = old.mo_id RETURNING ${ROW}`,
        [now, Math.max(this.startedAt, now - REPUBLISH_AFTER_MS)],
      );
      await this.outbox.add(tx, quarantines, open.map(toQuarantine).map(quarantineRecord));
    });
  }

  /** Ends quarantines that a replica of the previous release left open when it settled their replies. */
  private async releaseSettled(tx: Tx, before: number): Promise<void> {
    const settled = await tx.query<{ id: string }>(
      `SELECT q.reply_id AS id FROM quarantine q JOIN unread_reply u ON u.reply_id = q.reply_id
       WHERE q.why = 'undecided' AND q.ended_at IS NULL AND q.told_at < to_timestamp($1 / 1000.0) AND u.state <> 'open'`,
      [before],
    );
    await this.release(
      tx,
      settled.map(({ id }) => id),
    );
  }

  private async keepReplies(tx: Tx, held: readonly HeldReply[]): Promise<Quarantine[]> {
    if (held.length === 0) return [];
    const rows = held.flatMap(({ why, reply, moIds }) =>
      moIds.map((moId) => ({
        ...reply,
        ...meantBy(reply),
        moId,
        why,
        code: storableText(reply.code),
        publishedAt: this.clock.now(),
      })),
    );
    const kept = await tx.query<Row>(
      `INSERT INTO quarantine AS q (mo_id, recipient_key, code, why, reply_id, every_advertiser, advertiser_ids, received_at, told_at)
       SELECT r.id, r.key, r.code, r.why, r.reply, r.every, r.advertisers, to_timestamp(r.received_at / 1000.0),
         to_timestamp(r.told_at / 1000.0)
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::boolean[], $6::jsonb[], $7::float8[], $8::float8[], $9::text[])
         AS r(id, key, code, reply, every, advertisers, received_at, told_at, why)
       ON CONFLICT (mo_id) DO UPDATE SET why = excluded.why, reply_id = excluded.reply_id,
         every_advertiser = excluded.every_advertiser, advertiser_ids = excluded.advertiser_ids,
         ended_at = NULL, ended_by = NULL, ended_why = NULL
       RETURNING ${ROW}`,
      columns(rows, [
        'moId',
        'recipientKey',
        'code',
        'replyId',
        'everyAdvertiser',
        'advertiserIds',
        'receivedAt',
        'publishedAt',
        'why',
      ]),
    );
    return kept.map(toQuarantine);
  }

  /** Opens quarantines for parts whose text is incomplete. */
  private async keepParts(tx: Tx, ids: readonly string[]): Promise<Quarantine[]> {
    const kept = await tx.query<Row>(
      `INSERT INTO quarantine AS q (mo_id, recipient_key, code, why, received_at, told_at)
       SELECT mo_id, recipient_key, code, 'part', received_at, to_timestamp($2 / 1000.0)
       FROM mo_part WHERE mo_id = ANY($1::uuid[]) AND reply_id IS NULL
       ON CONFLICT (mo_id) DO UPDATE SET why = excluded.why, reply_id = NULL WHERE q.ended_at IS NULL RETURNING ${ROW}`,
      [ids, this.clock.now()],
    );
    return kept.map(toQuarantine);
  }

  /** @returns ids that still wait for suppression or for a decision, since their first delivery */
  private async releaseHandled(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
    const waiting = await tx.query<{ moId: string }>(
      `WITH over AS (DELETE FROM quarantine WHERE mo_id = ANY($1::uuid[]) AND why NOT IN ('opt-out', 'undecided') AND ended_at IS NULL)
       SELECT mo_id AS "moId" FROM quarantine WHERE mo_id = ANY($1::uuid[]) AND why IN ('opt-out', 'undecided') AND ended_at IS NULL`,
      [ids],
    );
    return new Set(waiting.map(({ moId }) => moId));
  }
}

/** Returns the advertisers that a reply means: all of them if it is unattributed, as suppression reads it. */
const meantBy = ({ advertisers, everyAdvertiser }: Reply) => ({
  advertiserIds: JSON.stringify(advertisers.map(({ advertiserId }) => advertiserId)),
  everyAdvertiser: everyAdvertiser || advertisers.length === 0,
});

const ROW = `q.mo_id AS "moId", q.recipient_key AS "recipientKey", q.code, q.why, q.every_advertiser AS "everyAdvertiser",
  q.advertiser_ids AS "advertiserIds", round(extract(epoch FROM q.received_at) * 1000)::float8 AS "receivedAt"`;

interface Row extends Pick<Quarantine, 'moId' | 'why' | 'receivedAt'> {
  recipientKey: string | null;
  code: string | null;
  everyAdvertiser: boolean | null;
  advertiserIds: string[] | null;
}

const toQuarantine = ({ recipientKey, code, everyAdvertiser, advertiserIds, ...row }: Row): Quarantine => ({
  ...row,
  ...(recipientKey !== null && { recipientKey }),
  ...(code !== null && { code }),
  ...(everyAdvertiser && { everyAdvertiser }),
  ...(advertiserIds && { advertiserIds }),
});
