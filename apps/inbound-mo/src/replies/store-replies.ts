import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Outbox } from '@stopsms/outbox';
import type { Tx } from '@stopsms/persistence';
import { columns } from '../columns';
import { storableText } from '../storable-text';
import { optsOut } from '../reading/reading';
import { type Reply, replies, replyRecord } from '../produces/inbound-mo.replies.v1';
import { QueueUnclassified, type Waiting } from './unclassified/queue-unclassified';

export interface StoredReply {
  reply: Reply;
  /** Absent for the unsubscribe page. */
  provider?: string;
  text?: string;
  /** An insult: a person should look at it. */
  flag: boolean;
  /** A person must decide what it asks for. */
  waiting?: Waiting;
  /** True for a repetition: it is stored, and not published. */
  isRepetition?: boolean;
  traceparent?: string;
}

/** Replies that were not stored before. */
export interface NewReplies {
  published: Reply[];
  /** Queued for a person. */
  waiting: { reply: Reply; waiting: Waiting }[];
}

/**
 * Keeps replies and queues their events in the caller's transaction, and what nobody could read for a person; one that is
 * kept already is left as it is. What its provider may not deliver counts only where it opts out, or may.
 */
@Injectable()
export class StoreReplies {
  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly queueUnclassified: QueueUnclassified,
  ) {}

  async execute(tx: Tx, stored: StoredReply[]): Promise<NewReplies> {
    if (stored.length === 0) return { published: [], waiting: [] };
    const rows = stored.map((each) => row(each, this.clock.now()));
    const fresh = await tx.query<{ reply_id: string }>(
      `INSERT INTO reply (reply_id, recipient_key, channel, provider, code, msisdn, text, tier, reason, keyword, flag, every_advertiser, attributed, advertisers, received_at, read_at, accepted_at)
       SELECT r.id, r.key, r.channel, r.provider, r.code, r.msisdn, r.text, r.tier, r.reason, r.keyword, r.flag, r.every, r.attributed, r.advertisers,
         to_timestamp(r.received_at / 1000.0), to_timestamp(r.read_at / 1000.0), to_timestamp(r.accepted_at / 1000.0)
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::boolean[], $12::boolean[], $13::boolean[], $14::jsonb[], $15::float8[], $16::float8[], $17::float8[])
         AS r(id, key, channel, provider, code, msisdn, text, tier, reason, keyword, flag, every, attributed, advertisers, received_at, read_at, accepted_at)
       ON CONFLICT (reply_id) DO NOTHING
       RETURNING reply_id`,
      columns(rows, COLUMNS),
    );
    const isFresh = new Set(fresh.map(({ reply_id }) => reply_id));
    const counting = stored.filter(({ reply, isRepetition = false }) => isFresh.delete(reply.replyId) && !isRepetition);
    const emitted = counting.filter(({ reply }) => !reply.breach || optsOut(reply.tier));
    const waiting = counting.flatMap(({ waiting: waits, ...each }) =>
      waits && (!each.reply.breach || waits.asksFor === 'stop') ? [{ ...each, waiting: waits }] : [],
    );
    await this.outbox.add(
      tx,
      replies,
      emitted.map(({ reply, traceparent }) => replyRecord(reply, traceparent)),
    );
    await this.queueUnclassified.execute(tx, waiting);
    return { published: emitted.map(({ reply }) => reply), waiting };
  }
}

const COLUMNS = [
  'replyId',
  'recipientKey',
  'channel',
  'provider',
  'code',
  'msisdn',
  'text',
  'tier',
  'reason',
  'keyword',
  'flag',
  'everyAdvertiser',
  'attributed',
  'advertisers',
  'receivedAt',
  'readAt',
  'acceptedAt',
] as const;

const row = ({ reply, provider, text, flag }: StoredReply, readAt: number) => ({
  ...reply,
  provider,
  flag,
  readAt,
  code: storableText(reply.code),
  text: text === undefined ? undefined : storableText(text),
  reason: storableText(reply.reason),
  advertisers: JSON.stringify(reply.advertisers),
});
