import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { shownText } from '../shown-text';
import { MAX_SHOWN } from './queue-unclassified';

export type UnclassifiedState = 'open' | Decision | 'erased';
export type Decision = 'opt-out' | 'start' | 'nothing';
/** Reasons for an automatic decision. */
export type Automatic = 'deadline' | 'deletion';

/** Time that a reply that may ask to stop waits for a person, in ms. */
export const UNDECIDED_DEADLINE_MS = Symbol('undecided reply deadline');

/** A reply that waits for a decision, or its decision. Instants are ISO. */
export interface UnclassifiedItem {
  id: string;
  /** With `<number>` for each number in it; null once it is deleted, 30 days after it came or with an erasure. */
  text: string | null;
  region: string;
  code: string;
  advertiserIds: string[];
  /** Reason why a person must decide. */
  reason: string;
  /** Possible request: an end of texts, or texts again. */
  asksFor: 'stop' | 'start';
  /** Certainty of the reader that it asks to stop, in percent; absent if its rules alone decide. */
  certainty?: number;
  /** Readings of later replies of the same person, the latest last. */
  later: { tier: string; at: string }[];
  receivedAt: string;
  /** Time at which it opts out unless somebody decides; absent if it does not. */
  deadline?: string;
  state: UnclassifiedState;
  decision?: RecordedDecision;
}

export interface RecordedDecision {
  decision: Decision;
  by: string;
  reason: string;
  at: string;
  /** Absent where a person decided. */
  automatic?: Automatic;
}

export interface UnclassifiedQuery {
  state?: UnclassifiedState | undefined;
  advertiserId?: string | undefined;
  /** Only those that this decided. */
  automatic?: Automatic | undefined;
  /** The last item of the page before. */
  after?: Pick<UnclassifiedItem, 'receivedAt' | 'id'> | undefined;
}

type Row = Pick<
  UnclassifiedItem,
  'id' | 'region' | 'text' | 'code' | 'reason' | 'state' | 'advertiserIds' | 'asksFor'
> & {
  receivedAt: Date;
  queuedAt: Date;
  certainty: number | null;
  automatic: Automatic | null;
  later: { tier: string; at: number }[] | null;
  decidedAt: Date | null;
  by: string;
  why: string;
};

const MAX_LATER = 5;

/** SQL: one of the first of its person that wait. */
const IS_SHOWN = `NOT EXISTS (
  SELECT FROM unread_reply o WHERE o.recipient_key = u.recipient_key AND o.state = 'open'
    AND (o.received_at, o.reply_id) < (u.received_at, u.reply_id) OFFSET ${MAX_SHOWN - 1})`;

@Injectable()
export class ListUnclassified {
  constructor(
    private readonly database: Database,
    @Inject(UNDECIDED_DEADLINE_MS) private readonly deadlineMs: number,
  ) {}

  /** The oldest first: it has waited for longest. Of one person's that wait, the first alone. */
  async page({ state, advertiserId, automatic, after }: UnclassifiedQuery, limit: number): Promise<UnclassifiedItem[]> {
    return this.select(
      `($1::text IS NULL OR u.state = $1)
         AND ($2::text IS NULL OR r.advertisers @> jsonb_build_array(jsonb_build_object('advertiserId', $2::text)))
         AND ($3::timestamptz IS NULL OR (u.received_at, u.reply_id) > ($3, $4::uuid))
         AND ($5::text IS NULL OR u.automatic = $5) AND (u.state <> 'open' OR ${IS_SHOWN})
       ORDER BY u.received_at, u.reply_id LIMIT $6`,
      [
        ...[state ?? null, advertiserId ?? null, after?.receivedAt ?? null, after?.id ?? null],
        ...[automatic ?? null, limit],
      ],
    );
  }

  async byId(id: string): Promise<UnclassifiedItem | undefined> {
    const [item] = await this.select('u.reply_id = $1', [id]);
    return item;
  }

  private async select(where: string, params: unknown[]): Promise<UnclassifiedItem[]> {
    const rows = await this.database.query<Row>(
      `SELECT u.reply_id AS id, u.region, r.text, r.code, r.reason, u.state, u.received_at AS "receivedAt",
         u.asks_for AS "asksFor", u.certainty, u.queued_at AS "queuedAt", u.automatic,
         jsonb_path_query_array(r.advertisers, '$[*].advertiserId') AS "advertiserIds",
         u.decided_at AS "decidedAt", u.decided_by AS by, u.decided_why AS why,
         (SELECT jsonb_agg(jsonb_build_object('tier', l.tier, 'at', round(extract(epoch FROM l.received_at) * 1000))
            ORDER BY l.received_at)
          FROM (SELECT tier, received_at FROM reply
                WHERE recipient_key = u.recipient_key AND received_at > u.received_at
                ORDER BY received_at DESC LIMIT ${MAX_LATER}) AS l) AS later
       FROM unread_reply u JOIN reply r USING (reply_id) WHERE ${where}`,
      params,
    );
    return rows.map((row) => toItem(row, this.deadlineMs));
  }
}

function toItem(
  { text, receivedAt, queuedAt, certainty, automatic, later, state, decidedAt, by, why, ...row }: Row,
  deadlineMs: number,
): UnclassifiedItem {
  return {
    ...row,
    text: text === null ? null : shownText(text),
    later: (later ?? []).map(({ tier, at }) => ({ tier, at: new Date(at).toISOString() })),
    ...(certainty !== null && { certainty: Math.round(certainty * 100) }),
    receivedAt: receivedAt.toISOString(),
    ...(state === 'open' &&
      row.asksFor === 'stop' && { deadline: new Date(queuedAt.getTime() + deadlineMs).toISOString() }),
    state,
    ...(decidedAt &&
      state !== 'open' &&
      state !== 'erased' && {
        decision: {
          ...{ decision: state, by, reason: why, at: decidedAt.toISOString() },
          ...(automatic !== null && { automatic }),
        },
      }),
  };
}
