import { z } from 'zod';

const category = z.enum(['marketing', 'informative', 'service']);

const signals = z.array(
  z.strictObject({
    code: z.string(),
    weight: z.number().describe('of OFFER_WORDS and RELATION_WORDS in log-odds, of others in points'),
    evidence: z.string().describe('the words of the text'),
  }),
);

/** Signals of a text that may be deleted, then without their words. */
export const sealedSignals = z.array(signals.element.extend({ evidence: signals.element.shape.evidence.optional() }));

/** Declared category of a text and the one found by its words. */
export const textCategory = z.strictObject({
  declared: category,
  found: category.describe('more likely than not'),
  score: z.number().describe('how certain it is that the text is an advert, in percent'),
  reader: z
    .string()
    .optional()
    .describe(
      'the weights by which it was read; absent of a text read before there were any, whose score counts points',
    ),
  signals,
});
