import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '@stopsms/persistence';
import { LOG, type Log } from '@stopsms/service-kit';
import type { Decision } from '../deciding/decision';
import { findReviews } from './find-reviews';
import { holdReviews } from './review-lock';
import type { FoundReview, TextReview } from './text-review';

type Waiting = Decision & {
  review: TextReview;
  reading: NonNullable<Decision['reading']>;
  outcome: Extract<Decision['outcome'], { verdict: 'held' }>;
};

/** Ids in one line of the log; more would only repeat what the queue shows. */
const MOST_NAMED = 20;

/** Puts texts that wait for a person in the queue, in the transaction that stores the messages waiting for it. */
@Injectable()
export class QueueReviews {
  constructor(@Inject(LOG) private readonly log: Log) {}

  /**
   * Opens what reviews are missing, in as many statements for a thousand messages as for one.
   * @returns all decisions; those that wait name their review, and are due at once if somebody has just decided on it
   */
  async execute(tx: Tx, decisions: Decision[]): Promise<Decision[]> {
    const waiting = decisions.filter(isWaiting);
    if (waiting.length === 0) return decisions;
    holdReviews(tx);
    const fresh = await dropRepeated(tx, waiting);
    await this.open(tx, fresh);
    const reviews = await findReviewsOf(tx, fresh);
    return decisions.map((decision) => {
      const found = reviews.get(decision);
      return found && isWaiting(decision) ? queued(decision, found) : decision;
    });
  }

  private async open(tx: Tx, waiting: Waiting[]): Promise<void> {
    const examples = [...new Map(waiting.map((each) => [each.review.groupKey, each])).values()]
      // In one order, so that two batches of one campaign do not wait for each other in a circle.
      .sort((one, other) => (one.review.textKey < other.review.textKey ? -1 : 1));
    const opened = await tx.query<{ id: string }>(
      `INSERT INTO review (review_id, text_key, group_key, advertiser_id, campaign_id, declared, reading_id, text_hash, text, opened_at)
       SELECT n.id, n.text_key, n.group_key, n.advertiser, n.campaign, n.declared, n.reading, n.hash, n.text, to_timestamp(n.at / 1000.0)
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[], $10::float8[])
         AS n(id, text_key, group_key, advertiser, campaign, declared, reading, hash, text, at)
       WHERE NOT EXISTS (
         SELECT 1 FROM review r WHERE (r.text_key = n.text_key OR r.group_key = n.group_key)
           AND (r.state = 'open' OR r.valid_until > to_timestamp(n.at / 1000.0)))
       ON CONFLICT DO NOTHING RETURNING review_id AS id`,
      [
        examples.map(() => randomUUID()),
        examples.map(({ review }) => review.textKey),
        examples.map(({ review }) => review.groupKey),
        examples.map(({ candidate }) => candidate.request.advertiserId),
        examples.map(({ candidate }) => candidate.request.campaignId ?? null),
        examples.map(({ candidate }) => candidate.request.category),
        examples.map(({ reading }) => reading.readingId),
        examples.map(({ reading }) => reading.textHash),
        examples.map(({ candidate }) => candidate.request.text),
        examples.map(({ at }) => at),
      ],
    );
    if (opened.length === 0) return;
    const reviewIds = opened.slice(0, MOST_NAMED).map(({ id }) => id);
    tx.afterCommit(() =>
      this.log.info({ opened: opened.length, reviewIds }, 'Texts wait for a person: see GET /v1/reviews?state=open'),
    );
  }
}

const isWaiting = (decision: Decision): decision is Waiting =>
  decision.outcome.verdict === 'held' && decision.outcome.code === 'REVIEW_NEEDED' && decision.review !== undefined;

/** What comes a second time is not stored again, so it must open no review that nothing waits for. */
async function dropRepeated(tx: Tx, waiting: Waiting[]): Promise<Waiting[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT m.message_id AS id FROM message m
     JOIN unnest($1::uuid[], $2::int[]) AS w(id, attempt) ON w.id = m.message_id AND m.attempt >= w.attempt`,
    [waiting.map(({ candidate }) => candidate.request.id), waiting.map(({ candidate }) => candidate.attempt)],
  );
  const repeated = new Set(rows.map(({ id }) => id));
  return waiting.filter(({ candidate }) => !repeated.has(candidate.request.id));
}

async function findReviewsOf(tx: Tx, waiting: Waiting[]): Promise<Map<Decision, FoundReview>> {
  const now = waiting[0]?.at;
  if (now === undefined) return new Map();
  const found = await findReviews(
    tx,
    waiting.map(({ review }) => review),
    now,
  );
  return new Map(
    waiting.map((decision, index) => {
      const review = found[index];
      if (!review) throw new Error('A text waits for a review that is not in the queue: this is a bug');
      return [decision, review];
    }),
  );
}

function queued(decision: Waiting, { id, textHash, decision: decided }: FoundReview): Decision {
  const { outcome, review, at } = decision;
  return {
    ...decision,
    review: { ...review, found: { id, textHash } },
    outcome: {
      ...outcome,
      detail: `${outcome.detail} It waits for review ${id}.`,
      ...(decided && { releaseAt: at }),
    },
  };
}
