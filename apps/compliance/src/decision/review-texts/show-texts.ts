import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Advertiser } from '@stopsms/contracts';
import { Clock, type Result, ok, refused } from '@stopsms/kernel';
import { Database, type Tx } from '@stopsms/persistence';
import { LOG, type Log } from '@stopsms/service';
import { LoadedPacks } from '../../rules/packs/load-rule-packs';
import { packRef } from '../../rules/packs/rule-pack';
import type { DecisionReason } from '../../rules/reasons/decision-reasons';
import { type Doubtful, examplesOf, findOrOpen } from '../../waiting/reviews/find-or-open';
import { findReviews } from '../../waiting/reviews/find-reviews';
import { holdOpening, holdReviews } from '../../waiting/reviews/review-lock';
import { REVIEWS_SQL } from '../../waiting/reviews/reviews.store';
import type { MatchingReview, ReviewKeys } from '../../waiting/reviews/text-review';
import { keepReadings } from '../../rules/text/keep-readings';
import type { TextReading } from '../../rules/text/text-reading';
import { FindTrust } from '../../limits/trust/find-trust';
import { type TrustFigures, trustOf } from '../../limits/trust/trust-of';
import { ABOUT_TEXT, firstVeto } from '../core/decide';
import { type Facts, toNobody } from '../core/facts';
import { JudgeText } from '../text/judge-text';
import { reviewFor } from '../text/review-for';
import { personMustRead } from '../core/vetoes';
import type { TextAssessment } from '../../rules/text/assess-text';
import { withWords } from '../../rules/text/words-of-signals';

/** Adverts need no person, and other categories are not asked for. */
const CATEGORY = 'informative';
/** Maximum of open reviews of one advertiser, so that none fills the queue of all. */
const MAX_OPEN = 200;

const VETOES = [...ABOUT_TEXT, personMustRead];

interface TextForReview {
  text: string;
  /** ISO 3166 alpha-2 of the recipients; the advertiser's own when absent. */
  country?: string | undefined;
}

/** Verdict on a message with this text, as far as the text decides it. */
export interface TextVerdict {
  verdict: 'accept' | 'review' | 'refuse';
  /** Reasons why it is not accepted. */
  reasons: DecisionReason[];
  /** Absent if the text was not classified. */
  category?: TextAssessment['category'];
  /** Review, decided or open. */
  review?: MatchingReview;
}

interface QueueFull {
  code: 'TOO_MANY_SHOWN';
  detail: string;
}

interface Judged {
  shown: TextForReview;
  facts: Facts;
}

/** A text that was read, and that people may decide on. */
type Known = Judged & { keys: ReviewKeys; reading: TextReading };

/**
 * An advertiser shows texts before it sends the first of them: what a person must read is in the queue by then, and messages
 * find the decision. The same text shown twice is one review. Nothing is sent.
 */
@Injectable()
export class ShowTexts {
  constructor(
    private readonly database: Database,
    private readonly packs: LoadedPacks,
    private readonly judgeText: JudgeText,
    private readonly findTrust: FindTrust,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Answers in the order of the texts; all are shown, or none where that would be too many at once. */
  async execute(advertiser: Advertiser, texts: readonly TextForReview[]): Promise<Result<TextVerdict[], QueueFull>> {
    const at = this.clock.now();
    const figures = (await this.findTrust.execute([advertiser.id], at)).get(advertiser.id);
    const judged = texts.map((shown) => this.judge(advertiser, figures, shown, at));
    const known = judged.flatMap(knownOf);
    const reviews = await this.database.run(async (tx) => this.findAll(tx, advertiser, known, at));
    if (!reviews.ok) return reviews;
    const found = new Map(known.map(({ facts }, index) => [facts, reviews.value[index]]));
    return ok(judged.map(({ shown, facts }) => answerOf(shown.text, facts, found.get(facts))));
  }

  private judge(advertiser: Advertiser, figures: TrustFigures | undefined, shown: TextForReview, at: number): Judged {
    const region = shown.country ?? advertiser.country;
    const rules = this.packs.choice.inForce(region, at) ?? this.packs.choice.inForce(advertiser.country, at);
    const request = { id: randomUUID(), advertiserId: advertiser.id, text: shown.text, category: CATEGORY } as const;
    const asked = { candidate: toNobody(request), at };
    if (!rules) {
      const detail = `No rule pack is in force for ${region}, so texts for it cannot be checked. Request the pack.`;
      return {
        shown,
        facts: { ...asked, text: { sender: advertiser.sender, fault: { code: 'PACK_MISSING', detail } } },
      };
    }
    const trust = trustOf(rules.review, figures, at);
    const judgeable = { candidate: { request }, advertiser, recipient: { region }, rules, pack: packRef(rules), trust };
    return { shown, facts: { ...asked, ...this.judgeText.execute(judgeable) } };
  }

  private async findAll(
    tx: Tx,
    { id: advertiserId }: Advertiser,
    judged: readonly Known[],
    at: number,
  ): Promise<Result<(MatchingReview | undefined)[], QueueFull>> {
    if (judged.length === 0) return ok([]);
    holdReviews(tx);
    const first = await findReviews(
      tx,
      judged.map(({ keys }) => keys),
      at,
    );
    const lacking = judged.filter(({ facts }, index) => facts.text?.doubt !== undefined && !first[index]);
    if (lacking.length === 0) return ok(first);
    const declared = { advertiserId, category: CATEGORY };
    const doubtful = lacking.map(({ shown: { text }, reading, keys }): Doubtful => ({ declared, text, reading, keys }));
    holdOpening(tx, [advertiserId]);
    const [{ open } = { open: 0 }] = await tx.query(REVIEWS_SQL.countShown, [advertiserId]);
    if (open + examplesOf(doubtful).length > MAX_OPEN) return refused(tooMany(open));
    keepReadings(
      tx,
      doubtful.map(({ reading }) => reading),
    );
    const { reviews, opened } = await findOrOpen(tx, doubtful, at, true);
    if (opened.length > 0) {
      tx.afterCommit(() => this.log.info({ advertiserId, opened: opened.length }, 'Texts were shown for review'));
    }
    const late = new Map(lacking.map((each, index) => [each, reviews[index]]));
    return ok(judged.map((each, index) => first[index] ?? late.get(each)));
  }
}

const knownOf = ({ shown, facts }: Judged): Known[] => {
  const { text, reading } = facts;
  return text?.keys && reading ? [{ shown, facts, keys: text.keys, reading }] : [];
};

const tooMany = (open: number): QueueFull => ({
  code: 'TOO_MANY_SHOWN',
  detail: `This advertiser has ${open} texts waiting for review, and the maximum is ${MAX_OPEN}. No text was added. Submit fewer texts, or try again when some have been reviewed.`,
});

/** Applies the vetoes of a message with this text. An open review holds back only what is in doubt. */
function answerOf(shown: string, facts: Facts, review: MatchingReview | undefined): TextVerdict {
  const { text, reading } = facts;
  const known = text?.keys ? { ...facts, review: reviewFor(text, text.keys, review) ?? null } : facts;
  const obstacle = firstVeto(known, VETOES);
  const read = reading && {
    category: { ...reading.category, signals: withWords(reading.category.signals, shown) },
  };
  if (!obstacle) return { verdict: 'accept', reasons: [], ...read, ...(review?.decision && { review }) };
  const { verdict, code, detail } = obstacle;
  if (verdict === 'held')
    return { verdict: 'review', reasons: reading?.reasons ?? [], ...read, ...(review && { review }) };
  return {
    verdict: 'refuse',
    reasons: [{ code, detail }],
    ...read,
    ...(code === 'REVIEW_REFUSED' && review && { review }),
  };
}
