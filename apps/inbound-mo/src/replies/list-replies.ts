import { Injectable } from '@nestjs/common';
import { maskMsisdn } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import type { Tier } from '../reading/reading';
import { shownText } from './shown-text';

/** Kinds of replies, as lists show them. */
export const REPLY_KINDS = ['opt-out', 'start', 'contact', 'help', 'report', 'other'] as const;
export type ReplyKind = (typeof REPLY_KINDS)[number];

const KINDS: Record<Tier, ReplyKind> = {
  exact: 'opt-out',
  clear: 'opt-out',
  likely: 'opt-out',
  none: 'other',
  contact: 'contact',
  help: 'help',
  start: 'start',
  report: 'report',
};
const tiersOf = (kind: ReplyKind): Tier[] => (Object.keys(KINDS) as Tier[]).filter((tier) => KINDS[tier] === kind);

/** A reply with its tier and reason. */
export interface ReplyView {
  id: string;
  receivedAt: Date;
  channel: 'sms' | 'web';
  /** Short code texted; empty for the unsubscribe page. */
  code: string;
  kind: ReplyKind;
  /** Tier of the reading: exact, clear or likely for an opt-out. */
  tier: Tier;
  /** Names the evidence, and quotes the word or set phrase. */
  reason: string;
  keyword?: string;
  /** Every advertiser of the platform is to stop. */
  ofAll: boolean;
  /** True if a recent text shows which advertiser the person means. */
  attributed: boolean;
  /** Advertisers that it is attributed to, as far as the caller may see them. */
  meantFor: { advertiserId: string; confidence: number; evidence: string }[];
  /** With `<number>` for each number in it; null where it is deleted, or meant for others too. */
  text: string | null;
  /** Null where it is deleted, or for an advertiser that never texted it. */
  maskedMsisdn: string | null;
}

export interface ReplyQuery {
  advertiserId?: string | undefined;
  kind?: ReplyKind | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
  /** The last of the page before. */
  after?: { receivedAt: string; id: string } | undefined;
}

interface Row extends Omit<ReplyView, 'kind' | 'maskedMsisdn' | 'meantFor' | 'keyword'> {
  keyword: string | null;
  msisdn: string | null;
  advertisers: ReplyView['meantFor'];
  /** True if the advertiser that requests it has texted the number, or if the request is for no advertiser. */
  isKnown: boolean;
}

const COLUMNS = `r.reply_id AS id, r.received_at AS "receivedAt", r.channel, r.code, r.tier, r.reason, r.keyword,
  r.every_advertiser AS "ofAll", r.attributed, r.advertisers, r.text, r.msisdn`;

/**
 * SQL: whether a text of this advertiser went to whom the reply came from. Who shares a code with others is meant by strangers too;
 * who pressed the button of an unsubscribe page had its link from the advertiser.
 */
const isKnownTo = (advertiser: string): string => `(r.channel = 'web' OR EXISTS (
  SELECT 1 FROM sent_message s WHERE s.recipient_key = r.recipient_key AND s.advertiser_id = ${advertiser}
    AND s.lane <> 'service' AND NOT s.stayed))`;

/** Reader of a reply, and the numbers that it may see. */
export interface ReplyReader {
  /** A reply that is not attributed to it is not found. */
  advertiserId?: string | undefined;
  /** `texted`: of whom it has texted alone. */
  numbers: 'all' | 'texted' | 'none';
}

@Injectable()
export class ListReplies {
  constructor(private readonly database: Database) {}

  /** The latest first. @param advertiserId - those alone that are meant for it, perhaps among others */
  async page({ advertiserId, kind, from, to, after }: ReplyQuery, limit: number): Promise<ReplyView[]> {
    const [table, own, known] =
      advertiserId === undefined ? ['r', 'true', 'true'] : ['m', 'm.advertiser_id = $7', isKnownTo('$7')];
    const rows = await this.database.query<Row>(
      `SELECT ${COLUMNS}, ${known} AS "isKnown" FROM reply r ${table === 'm' ? 'JOIN reply_meant_for m USING (reply_id)' : ''}
       WHERE ${own} AND ($1::text[] IS NULL OR r.tier = ANY($1))
         AND ($2::timestamptz IS NULL OR ${table}.received_at >= $2) AND ($3::timestamptz IS NULL OR ${table}.received_at < $3)
         AND ($4::timestamptz IS NULL OR (${table}.received_at, ${table}.reply_id) < ($4, $5::uuid))
       ORDER BY ${table}.received_at DESC, ${table}.reply_id DESC LIMIT $6`,
      [
        ...[kind ? tiersOf(kind) : null, from ?? null, to ?? null, after?.receivedAt ?? null, after?.id ?? null, limit],
        ...(advertiserId === undefined ? [] : [advertiserId]),
      ],
    );
    return rows.map((row) => toView(row, advertiserId));
  }

  /**
   * With its number, null where that is deleted or nobody's business; undefined when it is not there, or not meant for the
   * advertiser.
   */
  async byId(
    id: string,
    { advertiserId, numbers }: ReplyReader,
  ): Promise<(ReplyView & { phone: string | null }) | undefined> {
    const [row] = await this.database.query<Row>(
      `SELECT ${COLUMNS}, ($3 OR ($2::text IS NOT NULL AND ${isKnownTo('$2::text::uuid')})) AS "isKnown"
       FROM reply r WHERE r.reply_id = $1 AND ($2::text IS NULL
         OR r.advertisers @> jsonb_build_array(jsonb_build_object('advertiserId', $2::text)))`,
      [id, advertiserId ?? null, numbers === 'all'],
    );
    return row && { ...toView(row, advertiserId), phone: numbers !== 'none' && row.isKnown ? row.msisdn : null };
  }
}

function toView(
  { msisdn, advertisers, text, keyword, isKnown, ...row }: Row,
  advertiserId: string | undefined,
): ReplyView {
  const meantFor = advertisers.filter((each) => advertiserId === undefined || each.advertiserId === advertiserId);
  // What is meant for another too is that other's as well: its words are nobody else's business.
  const isWhole = meantFor.length === advertisers.length;
  return {
    ...row,
    kind: KINDS[row.tier],
    ...(keyword === null ? {} : { keyword }),
    meantFor,
    text: text === null || !isWhole ? null : shownText(text),
    maskedMsisdn: msisdn === null || !isKnown ? null : maskMsisdn(msisdn),
  };
}
