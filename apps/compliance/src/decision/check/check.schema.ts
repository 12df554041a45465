import { ENFORCEMENT_LEVELS } from '@stopsms/contracts';
import { answer } from '@stopsms/http';
import { z } from 'zod';
import { PACK_HASH } from '../../http-parts/examples';
import { textCategory } from '../../rules/text/text-category.schema';

const encoding = z.enum(['GSM-7', 'UCS-2']);

const span = {
  from: z.int().describe('UTF-16 units of the text as it was written, as JavaScript counts'),
  to: z.int().describe('the first one that is no part of it'),
};

const editor = z
  .strictObject({
    parts: z.array(z.strictObject(span)).describe('where each part of the text lies, its mention included'),
    costly: z
      .array(
        z.strictObject({
          character: z.string(),
          why: z
            .enum(['ucs-2', 'two-units'])
            .describe(
              '`ucs-2`: it makes all of the text UCS-2, with less than half the room; `two-units`: it takes the room of two',
            ),
          savesParts: z.int().describe('parts fewer if it alone was spelled `with`, or left out, wherever it is'),
          with: z.string().exactOptional().describe('its everyday spelling; absent where there is none'),
          places: z.array(z.strictObject(span)).describe('200 at most, of all characters together'),
        }),
      )
      .describe('characters that cost room, those that cost a part first'),
    mention: z.strictObject({
      isThere: z.boolean(),
      append: z.string().exactOptional().describe('what to put behind the text so that it has one, or what will be'),
      characters: z.int().describe('that it takes, or would take'),
    }),
    words: z
      .array(
        z.strictObject({
          ...span,
          code: z.string().describe('of the signal in `category`'),
          speaks: z.enum(['for', 'against']).describe('its being an advert'),
          weight: z.number(),
        }),
      )
      .describe('by which the text was read as what it is'),
    fixes: z
      .array(
        z.strictObject({
          replaceFrom: z.int(),
          replaceTo: z.int(),
          with: z.string(),
          why: z.string().describe('the code of what it mends, or CHEAPER_SPELLING'),
          savesParts: z.int().exactOptional(),
        }),
      )
      .describe('proposals, each by itself and none applied: after one, check again'),
  })
  .meta({ id: 'EditorView' });

export class CheckAnswer extends answer(
  z.strictObject({
    verdict: z.enum(['accept', 'review', 'refuse']),
    reasons: z
      .array(z.strictObject({ code: z.string(), detail: z.string() }))
      .describe('why it is not accepted, or would wait; see docs/reason-codes.md'),
    category: textCategory,
    enforcement: z
      .strictObject({
        level: z.enum(ENFORCEMENT_LEVELS),
        verdict: z.enum(['accept', 'review', 'refuse']),
        observed: z
          .array(z.string())
          .describe('codes of reasons that full enforcement would stop it for, and this level does not'),
      })
      .nullable()
      .describe(
        'what becomes of it at the advertiser’s level, where `verdict` and `reasons` are of full enforcement; see docs/enforcement.md. Null without an advertiser',
      ),
    trust: z
      .strictObject({
        standing: z.enum(['usual', 'trusted', 'watched']),
        rightTexts: z.int().describe('of different templates that left, each once a day, since it was last caught'),
        caughtOn: z.iso.date().optional().describe('when a text declared informative was last refused as an advert'),
        askFrom: z.number().describe('certainty, in percent, from which on a person is asked'),
      })
      .nullable()
      .describe('trust in the advertiser, on which the answer depends; null for an advert and without an advertiser'),
    mention: z.strictObject({
      verdict: z.enum(['accept', 'insert', 'refuse', 'not-needed']),
      code: z.string().optional(),
      fix: z.string().optional().describe('the text with its mention put right, as a proposal'),
    }),
    segments: z.strictObject({ encoding, units: z.int(), parts: z.int().describe('what it costs') }),
    cheaperSpelling: z
      .strictObject({
        text: z.string(),
        encoding,
        parts: z.int(),
        savedParts: z.int(),
        replaced: z.array(z.strictObject({ from: z.string(), to: z.string() })),
      })
      .optional()
      .describe('a proposal, never applied'),
    window: z
      .strictObject({ open: z.boolean(), nextOpening: z.iso.datetime().nullable() })
      .describe('whether adverts may leave at `at`; other texts have no window'),
    pack: z.strictObject({ name: z.string(), hash: z.string() }).nullable().describe('null when none is in force'),
    editor: editor.describe('what was found, by its positions in the text, for whoever writes it'),
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
    editor: {
      parts: [{ from: 0, to: 37 }],
      costly: [],
      mention: { isThere: true, characters: 11 },
      words: [{ from: 9, to: 13, code: 'PERCENT_OFF', speaks: 'for', weight: 5 }],
      fixes: [],
    },
  },
) {}
