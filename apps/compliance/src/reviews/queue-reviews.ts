import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '@stopsms/persistence';
import { LOG, type Log } from '@stopsms/service-kit';
import type { Decision } from '../decision/decision';
import { findOrOpen } from './find-or-open';
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
    const [first] = fresh;
    if (!first) return decisions;
    const { reviews, opened } = await findOrOpen(tx, fresh.map(doubtfulOf), first.at);
    this.tell(tx, opened);
    const byDecision = new Map<Decision, FoundReview | undefined>(fresh.map((each, index) => [each, reviews[index]]));
    return decisions.map((decision) => {
      const found = byDecision.get(decision);
      return found && isWaiting(decision) ? queued(decision, found) : decision;
    });
  }

  private tell(tx: Tx, opened: string[]): void {
    if (opened.length === 0) return;
    const reviewIds = opened.slice(0, MOST_NAMED);
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

function queued(decision: Waiting, { decision: decided, ...found }: FoundReview): Decision {
  const { outcome, review, at } = decision;
  return {
    ...decision,
    review: { ...review, found },
    outcome: {
      ...outcome,
      detail: `${outcome.detail} It waits for review ${found.id}.`,
      ...(decided && { releaseAt: at }),
    },
  };
}
