import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { withWords } from '../../rules/text/words-of-signals';
import { templateOf } from '@stopsms/text-reader';
import { decisionOf } from './decision-of';
import type { ReviewsSql } from './reviews.sql';
import { REVIEWS_SQL } from './reviews.store';
import type { ReviewDecision } from './text-review';
import type { TextReading } from '../../rules/text/text-reading';

/** Review as a person sees it, decided or open. Instants are ISO. */
export interface ReviewItem {
  id: string;
  advertiserId: string;
  campaignId: string | null;
  declared: string;
  /** Text as it was sent; null once it is deleted, 30 days after the decision. */
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
  /** Review of another text of its template, whose decision applies; null if its own text was reviewed. */
  decidedWith: string | null;
}

interface ReviewQuestion {
  state?: ReviewItem['state'] | undefined;
  advertiserId?: string | undefined;
  /** The last item of the page before. */
  after?: { firstSeenAt: string; id: string } | undefined;
}

type Row = ReviewsSql['byId']['row'];

@Injectable()
export class ListReviews {
  constructor(private readonly database: Database) {}

  /** The oldest first: it has waited for longest. */
  async page({ state, advertiserId, after }: ReviewQuestion, limit: number): Promise<ReviewItem[]> {
    const params = [state ?? null, advertiserId ?? null, after?.firstSeenAt ?? null, after?.id ?? null, limit] as const;
    return (await this.database.query(REVIEWS_SQL.page, params)).map(toItem);
  }

  async byId(id: string): Promise<ReviewItem | undefined> {
    const [row] = await this.database.query(REVIEWS_SQL.byId, [id]);
    return row && toItem(row);
  }
}

function toItem(found: Row): ReviewItem {
  const {
    category,
    openedAt,
    shownAt,
    isShared,
    decidedAt: _,
    by: _by,
    reason: _reason,
    validUntil: _until,
    ...row
  } = found;
  const decision = decisionOf(found);
  return {
    ...row,
    template: (isShared && row.text !== null && templateOf(row.text)) || null,
    signals: row.text === null ? category.signals : withWords(category.signals, row.text),
    score: category.score,
    firstSeenAt: openedAt.toISOString(),
    shownAt: shownAt?.toISOString() ?? null,
    ...(decision && { decision }),
  };
}
