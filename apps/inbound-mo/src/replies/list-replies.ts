import { Injectable } from '@nestjs/common';
import { maskMsisdn } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import type { Tier } from '@stopsms/reply-reader';
import type { RepliesSql } from './replies.sql';
import { REPLIES_SQL } from './replies.store';
import { shownText } from './shown-text';

/** Kinds of replies, as lists show them. */
export const REPLY_KINDS = ['opt-out', 'start', 'contact', 'help', 'report', 'waiting', 'other'] as const;
export type ReplyKind = (typeof REPLY_KINDS)[number];

/** Tiers, and `waiting` of a reply that a person has to decide on. */
const KINDS: Record<Tier | 'waiting', ReplyKind> = {
  waiting: 'waiting',
  exact: 'opt-out',
  clear: 'opt-out',
  likely: 'opt-out',
  none: 'other',
  contact: 'contact',
  help: 'help',
  start: 'start',
  report: 'report',
};
const tiersOf = (kind: ReplyKind) =>
  (Object.keys(KINDS) as (keyof typeof KINDS)[]).filter((tier) => KINDS[tier] === kind);

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
  /** Text with `<number>` for each number in it; null where it is deleted, or meant for others too. */
  text: string | null;
  /** Null where it is deleted, or for an advertiser that never texted it. */
  maskedMsisdn: string | null;
}

interface ReplyQuery {
  advertiserId?: string | undefined;
  kind?: ReplyKind | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
  /** The last of the page before. */
  after?: { receivedAt: string; id: string } | undefined;
}

type Row = RepliesSql['byId']['row'];

/** Reader of a reply, and the numbers that it may see. */
interface ReplyReader {
  /** A reply that is not attributed to it is not found. */
  advertiserId?: string | undefined;
  /** `texted`: of whom it has texted alone. */
  numbers: 'all' | 'texted' | 'none';
}

@Injectable()
export class ListReplies {
  constructor(private readonly database: Database) {}

  /** Returns the latest first. @param advertiserId - only those that are attributed to it, perhaps among others */
  async page({ advertiserId, kind, from, to, after }: ReplyQuery, limit: number): Promise<ReplyView[]> {
    const tiers = kind ? tiersOf(kind) : null;
    const page = [tiers, from ?? null, to ?? null, after?.receivedAt ?? null, after?.id ?? null, limit] as const;
    const rows =
      advertiserId === undefined
        ? await this.database.query(REPLIES_SQL.page, page)
        : await this.database.query(REPLIES_SQL.pageOfAdvertiser, [...page, advertiserId]);
    return rows.map((row) => toView(row, advertiserId));
  }

  /**
   * Returns a reply with its number, null if that is deleted or the reader may not see it; undefined if there is no such reply, or
   * none that is attributed to the advertiser.
   */
  async byId(
    id: string,
    { advertiserId, numbers }: ReplyReader,
  ): Promise<(ReplyView & { phone: string | null }) | undefined> {
    const [row] = await this.database.query(REPLIES_SQL.byId, [id, advertiserId ?? null, numbers === 'all']);
    return row && { ...toView(row, advertiserId), phone: numbers !== 'none' && row.isTexted ? row.msisdn : null };
  }
}

function toView(
  { msisdn, advertisers, text, keyword, isTexted, effect, ...row }: Row,
  advertiserId: string | undefined,
): ReplyView {
  const meantFor = advertisers.filter((each) => advertiserId === undefined || each.advertiserId === advertiserId);
  // What is meant for another too is that other's as well: its words are nobody else's business.
  const isWhole = meantFor.length === advertisers.length;
  return {
    ...row,
    kind: KINDS[effect],
    ...(keyword === null ? {} : { keyword }),
    meantFor,
    text: text === null || !isWhole ? null : shownText(text),
    maskedMsisdn: msisdn === null || !isTexted ? null : maskMsisdn(msisdn),
  };
}
