import { z } from 'zod';

const category = z.enum(['marketing', 'informative', 'service']);

const signals = z.array(
  z.strictObject({
    code: z.string(),
    weight: z
      .number()
      .describe('Weight of the signal: log-odds for OFFER_WORDS and RELATION_WORDS, points for others.'),
    evidence: z.string().describe('Words of the text that are the evidence.'),
  }),
);

/** Signals of a text that may be deleted, then without their words. */
export const sealedSignals = z.array(signals.element.extend({ evidence: signals.element.shape.evidence.optional() }));

/** Declared category of a text and the one found by its words. */
export const textCategory = z.strictObject({
  declared: category,
  found: category.describe('Most likely category.'),
  score: z.number().describe('Certainty that the text is an advert, in percent.'),
  reader: z
    .string()
    .optional()
    .describe(
      'Version of the classifier’s weights. Absent for texts classified before weights existed, whose score is in points.',
    ),
  signals,
});
