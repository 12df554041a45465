import { ENFORCEMENT_LEVELS } from '@stopsms/contracts';
import { answer } from '@stopsms/http';
import { z } from 'zod';
import { PACK_HASH } from '../../http-parts/examples';
import { textCategory } from '../../rules/text/text-category.schema';

const encoding = z.enum(['GSM-7', 'UCS-2']);

const span = {
  from: z.int().describe('Start position in UTF-16 code units of the original text, as in JavaScript.'),
  to: z.int().describe('End position, exclusive.'),
};

const editor = z
  .strictObject({
    parts: z.array(z.strictObject(span)).describe('Position of each segment in the text, including the STOP mention.'),
    costly: z
      .array(
        z.strictObject({
          character: z.string(),
          why: z
            .enum(['ucs-2', 'two-units'])
            .describe(
              '`ucs-2`: the character makes the whole text UCS-2, with less than half the characters per segment. `two-units`: it counts as two characters.',
            ),
          savesParts: z
            .int()
            .describe(
              'Number of segments saved if every occurrence of this character alone were replaced by `with`, or removed.',
            ),
          with: z.string().exactOptional().describe('Common spelling of the character. Absent if there is none.'),
          places: z
            .array(z.strictObject(span))
            .describe('Positions of the character, at most 200 for all characters together.'),
        }),
      )
      .describe('Characters that increase the length, those that cost a segment first.'),
    mention: z.strictObject({
      isThere: z.boolean(),
      append: z
        .string()
        .exactOptional()
        .describe('Mention to append to a text without one, or the mention that will be inserted.'),
      characters: z.int().describe('Length of the mention in characters.'),
    }),
    words: z
      .array(
        z.strictObject({
          ...span,
          code: z.string().describe('Code of the signal in `category`.'),
          speaks: z.enum(['for', 'against']).describe('Whether the words speak for or against an advert.'),
          weight: z.number(),
        }),
      )
      .describe('Words that decided the category of the text.'),
    fixes: z
      .array(
        z.strictObject({
          replaceFrom: z.int(),
          replaceTo: z.int(),
          with: z.string(),
          why: z.string().describe('Reason code that the fix resolves, or CHEAPER_SPELLING.'),
          savesParts: z.int().exactOptional(),
        }),
      )
      .describe('Proposed fixes, each independent and none applied. Check the text again after applying one.'),
  })
  .meta({ id: 'EditorView' });

export class CheckAnswer extends answer(
  z.strictObject({
    verdict: z.enum(['accept', 'review', 'refuse']),
    reasons: z
      .array(z.strictObject({ code: z.string(), detail: z.string() }))
      .describe('Reasons why the text is not accepted, or would wait; see docs/reason-codes.md.'),
    category: textCategory,
    enforcement: z
      .strictObject({
        level: z.enum(ENFORCEMENT_LEVELS),
        verdict: z.enum(['accept', 'review', 'refuse']),
        observed: z
          .array(z.string())
          .describe('Codes of reasons for which full enforcement would stop the text and this level does not.'),
      })
      .nullable()
      .describe(
        'Verdict at the advertiser’s level of enforcement; `verdict` and `reasons` are those of full enforcement (docs/enforcement.md). Null without an advertiser.',
      ),
    trust: z
      .strictObject({
        standing: z.enum(['usual', 'trusted', 'watched']),
        rightTexts: z
          .int()
          .describe('Number of distinct templates sent per day since the advertiser’s last rejected text.'),
        caughtOn: z.iso
          .date()
          .optional()
          .describe('Date on which a text declared informative was last refused as an advert.'),
        askFrom: z.number().describe('Certainty, in percent, from which the text needs a review.'),
      })
      .nullable()
      .describe('Trust in the advertiser, which influences the verdict. Null for an advert and without an advertiser.'),
    mention: z.strictObject({
      verdict: z.enum(['accept', 'insert', 'refuse', 'not-needed']),
      code: z.string().optional(),
      fix: z.string().optional().describe('Proposed text with a corrected mention.'),
    }),
    segments: z.strictObject({
      encoding,
      units: z.int(),
      parts: z.int().describe('Number of segments that are charged.'),
    }),
    cheaperSpelling: z
      .strictObject({
        text: z.string(),
        encoding,
        parts: z.int(),
        savedParts: z.int(),
        replaced: z.array(z.strictObject({ from: z.string(), to: z.string() })),
      })
      .optional()
      .describe('Proposed cheaper spelling; never applied automatically.'),
    window: z
      .strictObject({ open: z.boolean(), nextOpening: z.iso.datetime().nullable() })
      .describe('Send window at `at`, for adverts only; other texts have none.'),
    pack: z
      .strictObject({ name: z.string(), hash: z.string() })
      .nullable()
      .describe('Rule pack; null if none is in force.'),
    refusedCountries: z
      .array(z.strictObject({ country: z.string(), code: z.string(), detail: z.string() }))
      .describe('Those of `countries` to which the text would not be sent, with the first reason for each.'),
    editor: editor.describe('Findings by their positions in the text, for an editor.'),
  }),
  {
    verdict: 'accept',
    reasons: [],
    category: {
      declared: 'marketing',
      found: 'marketing',
      score: 99.6,
      reader: 'mZ0kq3nXb1Lw',
      signals: [{ code: 'PERCENT_OFF', weight: 5, evidence: '-20%' }],
    },
    enforcement: { level: 'full', verdict: 'accept', observed: [] },
    trust: null,
    mention: { verdict: 'accept' },
    segments: { encoding: 'GSM-7', units: 37, parts: 1 },
    window: { open: true, nextOpening: null },
    pack: { name: 'FR@2026.1', hash: PACK_HASH },
    refusedCountries: [],
    editor: {
      parts: [{ from: 0, to: 37 }],
      costly: [],
      mention: { isThere: true, characters: 11 },
      words: [{ from: 9, to: 13, code: 'PERCENT_OFF', speaks: 'for', weight: 5 }],
      fixes: [],
    },
  },
) {}
