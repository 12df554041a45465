import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Advertiser } from '@stopsms/contracts';
import { Clock, type Result, ok, refused } from '@stopsms/kernel';
import { Database, type Tx } from '@stopsms/persistence';
import { LOG, type Log } from '@stopsms/service-kit';
import { LoadedPacks } from '../packs/load-rule-packs';
import { type TrustFigures, standingOf } from '../trust/standing-of';
import type { DecisionReason } from '../reasons/decision-reasons';
import { packRef } from './examine';
import { refusalByPerson } from './heed-reviews';
import { JudgeText, type JudgedText } from './judge-text';
import { keepReadings } from '../text/keep-readings';
import type { TextReading } from '../text/text-reading';
import { FindTrust } from '../trust/find-trust';
import { type Doubtful, examplesOf, findOrOpen } from '../reviews/find-or-open';
import { findReviews } from '../reviews/find-reviews';
import { holdOpening, holdReviews } from '../reviews/review-lock';
import type { FoundReview, ReviewKeys } from '../reviews/text-review';

/** Adverts need no person, and other categories are not asked for. */
const CATEGORY = 'informative';
/** Of one advertiser: who shows more waits until people have read some, so that nobody fills the queue of all. */
const MOST_OPEN = 200;

export interface ShownText {
  text: string;
  /** ISO 3166 alpha-2 of the recipients; the advertiser's own when absent. */
  country?: string | undefined;
}

/** What would become of a message with this text, as far as the text goes. */
export interface ShownAnswer {
  verdict: 'accept' | 'review' | 'refuse';
  /** Why it is not accepted. */
  reasons: DecisionReason[];
  /** Absent when nobody read the text. */
  category?: TextReading['category'];
  /** What a person decided, or is to decide. */
  review?: FoundReview;
}

export interface QueueFull {
  code: 'TOO_MANY_SHOWN';
  detail: string;
}

type Known = JudgedText & { keys: ReviewKeys };
type Judged = { shown: ShownText; known: Known } | { answer: ShownAnswer };

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
  async execute(advertiser: Advertiser, texts: readonly ShownText[]): Promise<Result<ShownAnswer[], QueueFull>> {
    const at = this.clock.now();
    const figures = (await this.findTrust.execute([advertiser.id], at)).get(advertiser.id);
    const judged = texts.map((shown) => this.judge(advertiser, figures, shown, at));
    const known = judged.flatMap((each) => ('known' in each ? [each] : []));
    const reviews = await this.database.run(async (tx) => this.findAll(tx, advertiser, known, at));
    if (!reviews.ok) return reviews;
    const found = new Map(known.map(({ known: text }, index) => [text, reviews.value[index]]));
    return ok(judged.map((each) => ('answer' in each ? each.answer : answerOf(each.known, found.get(each.known)))));
  }

  private judge(advertiser: Advertiser, figures: TrustFigures | undefined, shown: ShownText, at: number): Judged {
    const region = shown.country ?? advertiser.country;
    const rules = this.packs.choice.inForce(region, at) ?? this.packs.choice.inForce(advertiser.country, at);
    if (!rules) {
      const detail = `No rule pack is in force for ${region}, so a text for it cannot be judged. Ask for the pack.`;
      return { answer: { verdict: 'refuse', reasons: [{ code: 'PACK_MISSING', detail }] } };
    }
    const request = { id: randomUUID(), advertiserId: advertiser.id, text: shown.text, category: CATEGORY } as const;
    const judged = this.judgeText.execute({
      candidate: { request },
      advertiser,
      recipient: { region },
      rules,
      pack: packRef(rules),
      trust: standingOf(rules.review, figures, at),
    });
    if (!judged.ok) {
      const { reading, ...reason } = judged.refusal;
      return { answer: { verdict: 'refuse', reasons: [reason], ...(reading && { category: reading.category }) } };
    }
    return { shown, known: withKeys(judged.value) };
  }

  private async findAll(
    tx: Tx,
    { id: advertiserId }: Advertiser,
    judged: readonly { shown: ShownText; known: Known }[],
    at: number,
  ): Promise<Result<(FoundReview | undefined)[], QueueFull>> {
    if (judged.length === 0) return ok([]);
    holdReviews(tx);
    const keysOf = ({ known }: { known: Known }): ReviewKeys => known.keys;
    const first = await findReviews(tx, judged.map(keysOf), at);
    const lacking = judged.filter(({ known }, index) => known.review && !first[index]);
    if (lacking.length === 0) return ok(first);
    const doubtful = lacking.map(({ shown, known }): Doubtful => {
      return {
        declared: { advertiserId, category: CATEGORY },
        text: shown.text,
        reading: known.reading,
        keys: known.keys,
      };
    });
    holdOpening(tx, [advertiserId]);
    const [{ open } = { open: 0 }] = await tx.query<{ open: number }>(
      `SELECT count(*)::int AS open FROM review WHERE advertiser_id = $1 AND state = 'open' AND shown_at IS NOT NULL`,
      [advertiserId],
    );
    if (open + examplesOf(doubtful).length > MOST_OPEN) return refused(tooMany(open));
    keepReadings(
      tx,
      doubtful.map(({ reading }) => reading),
    );
    const { reviews, opened } = await findOrOpen(tx, doubtful, at, true);
    if (opened.length > 0) {
      tx.afterCommit(() => this.log.info({ advertiserId, opened: opened.length }, 'Texts were shown for review'));
    }
    const late = new Map(lacking.map(({ known }, index) => [known, reviews[index]]));
    return ok(judged.map(({ known }, index) => first[index] ?? late.get(known)));
  }
}

const withKeys = ({ keys, ...judged }: JudgedText): Known => {
  if (!keys) throw new Error('A text that is no advert has no keys of a review: this is a bug');
  return { ...judged, keys };
};

const tooMany = (open: number): QueueFull => ({
  code: 'TOO_MANY_SHOWN',
  detail: `Of the texts that were shown for this advertiser ${open} wait for a person, and ${MOST_OPEN} may. None of these was added: show fewer, or come back once some are decided on.`,
});

/** An open review holds back what is in doubt alone: what leaves none has no need of it. */
function answerOf({ reading, refusal, review: needed }: Known, review: FoundReview | undefined): ShownAnswer {
  const { category } = reading;
  const { decision } = review ?? {};
  if (review && decision?.verdict === 'approved') return { verdict: 'accept', reasons: [], category, review };
  if (refusal) return { verdict: 'refuse', reasons: [refusal], category };
  if (review && decision) {
    return { verdict: 'refuse', reasons: [refusalByPerson(review, decision)], category, review };
  }
  if (!needed) return { verdict: 'accept', reasons: [], category };
  return { verdict: 'review', reasons: reading.reasons, category, ...(review && { review }) };
}
