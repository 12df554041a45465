import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { shownText } from '../../domain/shown-text';

export type UnreadState = 'open' | 'opt-out' | 'nothing' | 'erased';

/** What a person needs to decide, or what was decided. Instants are ISO. */
export interface UnreadItem {
  id: string;
  /** With `<number>` for each number in it; null once it is deleted, 30 days after it came or with an erasure. */
  text: string | null;
  region: string;
  code: string;
  advertiserIds: string[];
  /** Why the reader could not. */
  reason: string;
  /** How later replies of the same person were read, the latest last. */
  later: { tier: string; at: string }[];
  receivedAt: string;
  state: UnreadState;
  decision?: UnreadDecision;
}

export interface UnreadDecision {
  decision: 'opt-out' | 'nothing';
  by: string;
  reason: string;
  at: string;
}

export interface UnreadQuestion {
  state?: UnreadState | undefined;
  advertiserId?: string | undefined;
  /** The last item of the page before. */
  after?: Pick<UnreadItem, 'receivedAt' | 'id'> | undefined;
}

type Row = Pick<UnreadItem, 'id' | 'region' | 'text' | 'code' | 'reason' | 'state' | 'advertiserIds'> & {
  receivedAt: Date;
  later: { tier: string; at: number }[] | null;
  decidedAt: Date | null;
  by: string;
  why: string;
};

const MOST_LATER = 5;

@Injectable()
export class ListUnread {
  constructor(private readonly database: Database) {}

  /** The oldest first: it has waited for longest. */
  async page({ state, advertiserId, after }: UnreadQuestion, limit: number): Promise<UnreadItem[]> {
    return this.select(
      `($1::text IS NULL OR u.state = $1)
         AND ($2::text IS NULL OR r.advertisers @> jsonb_build_array(jsonb_build_object('advertiserId', $2::text)))
         AND ($3::timestamptz IS NULL OR (u.received_at, u.reply_id) > ($3, $4::uuid))
       ORDER BY u.received_at, u.reply_id LIMIT $5`,
      [state ?? null, advertiserId ?? null, after?.receivedAt ?? null, after?.id ?? null, limit],
    );
  }

  async byId(id: string): Promise<UnreadItem | undefined> {
    const [item] = await this.select('u.reply_id = $1', [id]);
    return item;
  }

  private async select(where: string, params: unknown[]): Promise<UnreadItem[]> {
    const rows = await this.database.query<Row>(
      `SELECT u.reply_id AS id, u.region, r.text, r.code, r.reason, u.state, u.received_at AS "receivedAt",
         jsonb_path_query_array(r.advertisers, '$[*].advertiserId') AS "advertiserIds",
         u.decided_at AS "decidedAt", u.decided_by AS by, u.decided_why AS why,
         (SELECT jsonb_agg(jsonb_build_object('tier', l.tier, 'at', round(extract(epoch FROM l.received_at) * 1000))
            ORDER BY l.received_at)
          FROM (SELECT tier, received_at FROM reply
                WHERE recipient_key = u.recipient_key AND received_at > u.received_at
                ORDER BY received_at DESC LIMIT ${MOST_LATER}) AS l) AS later
       FROM unread_reply u JOIN reply r USING (reply_id) WHERE ${where}`,
      params,
    );
    return rows.map(toItem);
  }
}

function toItem({ text, receivedAt, later, state, decidedAt, by, why, ...row }: Row): UnreadItem {
  return {
    ...row,
    text: text === null ? null : shownText(text),
    later: (later ?? []).map(({ tier, at }) => ({ tier, at: new Date(at).toISOString() })),
    receivedAt: receivedAt.toISOString(),
    state,
    ...(decidedAt &&
      (state === 'opt-out' || state === 'nothing') && {
        decision: { decision: state, by, reason: why, at: decidedAt.toISOString() },
      }),
  };
}
