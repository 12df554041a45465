import { answer, pageAnswer } from '@stopsms/http';
import { z } from 'zod';
import { sealedSignals } from '../../rules/text/text-category.schema';
import { ADVERTISER_ID, AT, PACK_HASH, REVIEW_ID } from '../../http-parts/examples';

export const reviewDecision = z.strictObject({
  verdict: z.enum(['approved', 'refused']),
  by: z.string(),
  reason: z.string(),
  at: z.iso.datetime(),
  validUntil: z.iso.datetime().describe('Time from which the same text needs a new review.'),
});

const review = z
  .strictObject({
    id: z.string(),
    advertiserId: z.string(),
    campaignId: z.string().nullable(),
    declared: z.string(),
    text: z.string().nullable().describe('Text as it was sent. Null after its deletion, 30 days after the decision.'),
    textHash: z.string(),
    template: z
      .string()
      .nullable()
      .describe(
        'Template that the text shares with other texts to which the decision applies, with variables in braces. Null if there is no template or the text is deleted.',
      ),
    signals: sealedSignals,
    score: z.number().describe('Certainty of the classifier that the text is an advert, in percent.'),
    waiting: z.int().describe('Number of messages that wait for the decision.'),
    firstSeenAt: z.iso.datetime(),
    shownAt: z.iso
      .datetime()
      .nullable()
      .describe('Time at which the advertiser submitted the text before sending it; null if it did not.'),
    state: z.enum(['open', 'approved', 'refused']),
    decision: reviewDecision.optional(),
    decidedWith: z
      .string()
      .nullable()
      .describe(
        'ID of the review of another text of the same template, whose decision applies. Null if this text was reviewed itself.',
      ),
  })
  .meta({ id: 'Review' });

const OPEN = {
  id: REVIEW_ID,
  advertiserId: ADVERTISER_ID,
  campaignId: null,
  declared: 'informative',
  text: 'Lorane : votre carte fidélité vous attend en boutique.',
  textHash: PACK_HASH,
  template: 'lorane : votre carte fidelite vous attend en boutique.',
  signals: [{ code: 'OFFER_WORDS', weight: 0.4, evidence: 'carte fidelite' }],
  score: 38.2,
  waiting: 12,
  firstSeenAt: AT,
  shownAt: null,
  state: 'open' as const,
  decidedWith: null,
};
const DECISION = {
  verdict: 'refused' as const,
  by: 'anne',
  reason: 'it advertises the card',
  at: AT,
  validUntil: '2027-02-23T10:00:00.000Z',
};

export class ReviewAnswer extends answer(review, { ...OPEN, waiting: 0, state: 'refused', decision: DECISION }) {}
export class ReviewsAnswer extends answer(pageAnswer(review), { items: [OPEN] }) {}
