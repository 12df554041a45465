import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { withWords } from '../../rules/text/words-of-signals';
import { templateOf } from '../../rules/text/template/template-of';
import type { ReviewDecision } from './text-review';
import type { TextReading } from '../../rules/text/text-reading';

/** Review as a person sees it, decided or open. Instants are ISO. */
export interface ReviewItem {
  id: string;
  advertiserId: string;
  campaignId: string | null;
  declared: string;
  /** As it was sent; null once it is deleted, 30 days after the decision. */
  text: string | null;
  textHash: string;
  /** Template that it shares with other texts that the decision applies to; null when there are none, or once `text` is null. */
  template: string | null;
  signals: TextReading['category']['signals'];
  score: number;
  /** Messages that wait for the decision. */
  waiting: number;
  firstSeenAt: string;
  /** Before it was sent, by its advertiser. */
  shownAt: string | null;
  state: 'open' | 'approved' | 'refused';
  decision?: ReviewDecision;
  /** The review of another text of its template, by whose decision it was decided; null where its own text was read. */
  decidedWith: string | null;
}

export interface ReviewQuestion {
  state?: ReviewItem['state'] | undefined;
  advertiserId?: string | undefined;
  /** The last item of the page before. */
  after?: { firstSeenAt: string; id: string } | undefined;
}

interface Row extends Omit<ReviewItem, 'firstSeenAt' | 'shownAt' | 'decision' | 'signals' | 'score' | 'template'> {
  category: TextReading['category'];
  openedAt: Date;
  shownAt: Date | null;
  isShared: boolean;
  decidedAt: Date | null;
  by: string;
  reason: string;
  validUntil: Date;
}

@Injectable()
export class ListReviews {
  constructor(private readonly database: Database) {}

  /** The oldest first: it has waited for longest. */
  async page({ state, advertiserId, after }: ReviewQuestion, limit: number): Promise<ReviewItem[]> {
    return this.select(
      `($1::text IS NULL OR r.state = $1) AND ($2::uuid IS NULL OR r.advertiser_id = $2)
         AND ($3::timestamptz IS NULL OR (r.opened_at, r.review_id) > ($3, $4::uuid))
       ORDER BY r.opened_at, r.review_id LIMIT $5`,
      [state ?? null, advertiserId ?? null, after?.firstSeenAt ?? null, after?.id ?? null, limit],
    );
  }

  async byId(id: string): Promise<ReviewItem | undefined> {
    const [item] = await this.select('r.review_id = $1', [id]);
    return item;
  }

  private async select(where: string, params: unknown[]): Promise<ReviewItem[]> {
    const rows = await this.database.query<Row>(
      `SELECT r.review_id AS id, r.advertiser_id AS "advertiserId", r.campaign_id AS "campaignId", r.declared, r.text,
         r.text_hash AS "textHash", r.state, r.opened_at AS "openedAt", r.shown_at AS "shownAt",
         r.template_key IS NOT NULL AS "isShared", r.decided_at AS "decidedAt", r.decided_by AS by,
         r.reason, r.decided_with AS "decidedWith", r.valid_until AS "validUntil", t.reading -> 'category' AS category,
         (SELECT count(*)::int FROM held h WHERE h.review_id = r.review_id) AS waiting
       FROM review r JOIN text_reading t ON t.reading_id = r.reading_id WHERE ${where}`,
      params,
    );
    return rows.map(toItem);
  }
}

function toItem({
  category,
  openedAt,
  shownAt,
  isShared,
  state,
  decidedAt,
  by,
  reason,
  validUntil,
  ...row
}: Row): ReviewItem {
  return {
    ...row,
    template: (isShared && row.text !== null && templateOf(row.text)) || null,
    signals: row.text === null ? category.signals : withWords(category.signals, row.text),
    score: category.score,
    firstSeenAt: openedAt.toISOString(),
    shownAt: shownAt?.toISOString() ?? null,
    state,
    ...(state !== 'open' &&
      decidedAt && {
        decision: {
          verdict: state,
          by,
          reason,
          at: decidedAt.toISOString(),
          validUntil: validUntil.toISOString(),
        },
      }),
  };
}
