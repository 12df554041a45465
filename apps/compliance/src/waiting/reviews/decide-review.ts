import { Inject, Injectable } from '@nestjs/common';
import { Clock, type Result, ok, refused } from '@stopsms/kernel';
import { Database, type Tx } from '@stopsms/persistence';
import { LOG, type Log } from '@stopsms/service';
import { CountReviews } from './count-reviews';
import { decideAlike } from './decide-alike';
import { ListReviews, type ReviewItem } from './list-reviews';
import { SomethingDue } from '../holding/something-due';
import { holdQueue } from './review-lock';
import { REVIEWS_SQL } from './reviews.store';
import type { ReviewDecision } from './text-review';
import { SETTINGS, type Settings } from '../../settings/settings';

const DAY_MS = 86_400_000;

type Judgement = Pick<ReviewDecision, 'verdict' | 'by' | 'reason'>;
type NotDecided = { code: 'REVIEW_UNKNOWN' } | { code: 'REVIEW_DECIDED'; detail: string };

/**
 * Records the approval or refusal of a text by a person. Its waiting messages are due at once and decided again, because consent, opt-out
 * and time may have changed.
 */
@Injectable()
export class DecideReview {
  constructor(
    private readonly database: Database,
    private readonly reviews: ListReviews,
    private readonly due: SomethingDue,
    private readonly counts: CountReviews,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'REVIEW_VALID_DAYS'>,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** The same judgement again changes nothing; a different one is refused, since messages may have left by the first. */
  async execute(id: string, judgement: Judgement): Promise<Result<ReviewItem, NotDecided>> {
    const isFirst = await this.database.run(async (tx) => {
      holdQueue(tx);
      return this.decide(tx, id, judgement);
    });
    if (isFirst) {
      this.log.info({ reviewId: id, verdict: judgement.verdict }, 'A person decided on a text');
      this.counts.decided(judgement.verdict);
      this.due.notify();
    }
    const review = await this.reviews.byId(id);
    if (!review) return refused({ code: 'REVIEW_UNKNOWN' });
    const { decision } = review;
    if (decision && isSame(decision, judgement)) return ok(review);
    return refused({
      code: 'REVIEW_DECIDED',
      detail: decision ? explain(id, decision) : `Review ${id} is still open.`,
    });
  }

  private async decide(tx: Tx, id: string, { verdict, by, reason }: Judgement): Promise<boolean> {
    const now = this.clock.now();
    const validUntil = now + this.settings.REVIEW_VALID_DAYS * DAY_MS;
    const [decided] = await tx.query(REVIEWS_SQL.decide, [id, verdict, by, reason, now, validUntil]);
    if (decided) await decideAlike(tx, decided);
    return decided !== undefined;
  }
}

const isSame = (one: Judgement, other: Judgement): boolean =>
  one.verdict === other.verdict && one.by === other.by && one.reason === other.reason;

const explain = (id: string, { verdict, by, at, reason, validUntil }: ReviewDecision): string =>
  `Review ${id} was ${verdict} by ${by} on ${at}: ${reason} A decision is not changed; the text waits for a person again from ${validUntil} on, and a text that was changed is reviewed on its own.`;
