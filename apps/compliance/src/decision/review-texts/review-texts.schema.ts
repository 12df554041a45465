import { answer, bodyDto, uuidField } from '@stopsms/http';
import { isStorableText } from '@stopsms/kernel';
import { z } from 'zod';
import { textCategory } from '../../rules/text/text-category.schema';
import { countryField } from '../../http-parts/country-field';
import { ADVERTISER_ID, AT, PACK_HASH, REVIEW_ID } from '../../http-parts/examples';
import { reviewDecision } from '../../waiting/reviews/reviews.schema';

const MAX_TEXTS = 100;
const MAX_TEXT_LENGTH = 2_000;
const TEXT = 'Lorane : Chloé, votre conseiller vous attend le 12 mars à 9h40.';

export class PostTexts extends bodyDto(
  z.object({
    advertiserId: uuidField(),
    texts: z
      .array(
        z.object({
          text: z
            .string()
            .min(1)
            .max(MAX_TEXT_LENGTH)
            .refine(isStorableText, 'must hold whole characters and no NUL')
            .describe('Text as it would be sent and declared informative, with example values for its variables.'),
          country: countryField().optional().describe('Country of the recipients. Default: the advertiser’s country.'),
        }),
      )
      .min(1)
      .max(MAX_TEXTS),
  }),
  { advertiserId: ADVERTISER_ID, texts: [{ text: TEXT }] },
) {}

const shown = z
  .strictObject({
    verdict: z
      .enum(['accept', 'review', 'refuse'])
      .describe(
        'Expected outcome of a message with this text, as far as the text decides it. With `review`, the message would wait.',
      ),
    reasons: z
      .array(z.strictObject({ code: z.string(), detail: z.string() }))
      .describe('Reasons why the text is not accepted; see docs/reason-codes.md.'),
    category: textCategory.optional().describe('Classification of the text. Absent if the text was not classified.'),
    review: z
      .strictObject({
        id: z.string(),
        textHash: z.string().describe('Hash of the text under review.'),
        shared: z
          .enum(['template', 'campaign'])
          .optional()
          .describe('What this text has in common with the text under review. Absent if they are the same.'),
        decision: reviewDecision.optional().describe('Decision of the reviewer. Absent until the text is reviewed.'),
      })
      .optional()
      .describe('Review of the text. Absent if none is or was needed.'),
  })
  .meta({ id: 'ReviewText' });

const READ = {
  declared: 'informative' as const,
  found: 'informative' as const,
  score: 41.5,
  signals: [{ code: 'OFFER_WORDS', weight: 0.3, evidence: 'conseiller' }],
  reader: 'mZ0kq3nXb1Lw',
};
const DECISION = {
  verdict: 'approved' as const,
  by: 'anne',
  reason: 'they meet a client of theirs',
  at: AT,
  validUntil: '2027-02-23T10:00:00.000Z',
};

export class ReviewTextsAnswer extends answer(
  z.strictObject({ items: z.array(shown).describe('Results in the order of the texts.') }),
  {
    items: [
      {
        verdict: 'accept',
        reasons: [],
        category: READ,
        review: { id: REVIEW_ID, textHash: PACK_HASH, shared: 'template', decision: DECISION },
      },
    ],
  },
) {}
