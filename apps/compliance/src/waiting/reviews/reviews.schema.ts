import { answer, pageAnswer } from '@stopsms/http';
import { z } from 'zod';
import { sealedSignals } from '../../rules/text/text-category.schema';
import { ADVERTISER_ID, AT, PACK_HASH, REVIEW_ID } from '../../http-parts/examples';

export const reviewDecision = z.strictObject({
  verdict: z.enum(['approved', 'refused']),
  by: z.string(),
  reason: z.string(),
  at: z.iso.datetime(),
  validUntil: z.iso.datetime().describe('from then on the same text waits for a person again'),
});

const review = z
  .strictObject({
    id: z.string(),
    advertiserId: z.string(),
    campaignId: z.string().nullable(),
    declared: z.string(),
    text: z.string().nullable().describe('as it was sent; null once it is deleted, 30 days after the decision'),
    textHash: z.string(),
    template: z
      .string()
      .nullable()
      .describe(
        'what it shares with other texts that the decision goes for, slots in braces; null when it has no template or its text is deleted',
      ),
    signals: sealedSignals,
    score: z.number().describe('how certain the reader is that it is an advert, in percent'),
    waiting: z.int().describe('messages that wait for the decision'),
    firstSeenAt: z.iso.datetime(),
    shownAt: z.iso
      .datetime()
      .nullable()
      .describe('when its advertiser showed it before sending it; null when it did not'),
    state: z.enum(['open', 'approved', 'refused']),
    decision: reviewDecision.optional(),
    decidedWith: z
      .string()
      .nullable()
      .describe(
        'the review of another text of its template, by whose decision it was decided; null where its own was read',
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
