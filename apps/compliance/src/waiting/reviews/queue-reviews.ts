import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '@stopsms/persistence';
import { LOG, type Log } from '@stopsms/service';
import type { Candidate } from '../../rules/message';
import type { TextReading } from '../../rules/text/text-reading';
import { ATTEMPTS } from '../holding/held.store';
import { findOrOpen } from './find-or-open';
import { holdReviews } from './review-lock';
import { REVIEWS_SQL } from './reviews.store';
import type { MatchingReview, TextReview } from './text-review';

/** A message whose text a person must read. */
export interface Waiting {
  candidate: Candidate;
  /** Epoch ms. */
  at: number;
  reading: TextReading;
  review: TextReview;
}

/** Ids in one line of the log; more would only repeat what the queue shows. */
const MAX_NAMED = 20;

/** Puts texts that wait for a person in the queue, in the transaction that stores the messages waiting for it. */
@Injectable()
export class QueueReviews {
  constructor(@Inject(LOG) private readonly log: Log) {}

  /**
   * Opens what reviews are missing, in as many statements for a thousand messages as for one.
   * @returns the review of each, but for those that were stored before
   */
  async execute<W extends Waiting>(tx: Tx, waiting: readonly W[]): Promise<Map<W, MatchingReview>> {
    if (waiting.length === 0) return new Map();
    holdReviews(tx);
    const fresh = await dropRepeated(tx, waiting);
    const [first] = fresh;
    if (!first) return new Map();
    const { reviews, opened } = await findOrOpen(tx, fresh.map(doubtfulOf), first.at);
    this.logOpened(tx, opened);
    return new Map(fresh.flatMap((each, index) => (reviews[index] ? [[each, reviews[index]] as const] : [])));
  }

  private logOpened(tx: Tx, opened: string[]): void {
    if (opened.length === 0) return;
    const reviewIds = opened.slice(0, MAX_NAMED);
    tx.afterCommit(() =>
      this.log.info({ opened: opened.length, reviewIds }, 'Texts wait for a person: see GET /v1/reviews?state=open'),
    );
  }
}

const doubtfulOf = ({ candidate: { request }, reading, review }: Waiting) => ({
  declared: request,
  text: request.text,
  reading,
  keys: review,
});

/** Drops repeated messages: they are not stored again, so they must open no review that nothing waits for. */
async function dropRepeated<W extends Waiting>(tx: Tx, waiting: readonly W[]): Promise<W[]> {
  const rows = await tx.query(
    REVIEWS_SQL.repeated,
    ATTEMPTS.of(waiting, {
      id: ({ candidate }) => candidate.request.id,
      attempt: ({ candidate }) => candidate.attempt,
    }),
  );
  const repeated = new Set(rows.map(({ id }) => id));
  return waiting.filter(({ candidate }) => !repeated.has(candidate.request.id));
}
