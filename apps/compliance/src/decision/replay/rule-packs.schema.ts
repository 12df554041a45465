import { answer } from '@stopsms/http';
import { z } from 'zod';
import { BASES } from '../../people/consents/consent';
import { AT, MESSAGE_ID, PACK_HASH } from '../../http-parts/examples';

const words = z.array(z.string()).readonly();
const pack = z.strictObject({
  id: z.string().describe('ID of the rule pack, e.g. FR@2026.1.'),
  hash: z.string(),
  status: z.enum(['active', 'draft']),
});
const FR = { id: 'FR@2026.1', hash: PACK_HASH, status: 'active' as const };

export class RulePacksAnswer extends answer(
  z.strictObject({
    items: z.array(
      pack.extend({
        validFrom: z.iso.datetime(),
        validTo: z.iso.datetime().nullable(),
        regions: words,
        consent: z.strictObject({
          bases: z.array(z.enum(BASES)).readonly(),
          expiryYears: z.number(),
          months: z
            .partialRecord(z.enum(BASES), z.number())
            .describe(
              'Months after which a legal basis expires, counted from the act that it rests on, regardless of later activity of the person.',
            ),
        }),
        stopWords: words,
        configuration: z
          .record(z.string(), z.strictObject({ question: z.string(), at: words }))
          .describe('Open legal questions, with the rules of the pack that assume an answer.'),
        sources: z.record(z.string(), z.strictObject({ title: z.string(), checked: z.enum(['V', 'K', 'U', 'D']) })),
      }),
    ),
  }),
  {
    items: [
      {
        ...FR,
        validFrom: '2026-01-01T00:00:00.000Z',
        validTo: null,
        regions: ['FR', 'GP', 'RE'],
        consent: { bases: ['consent', 'soft_opt_in'], expiryYears: 3, months: {} },
        stopWords: [],
        configuration: {},
        sources: { af2m: { title: 'Charte SMS+ de l’AF2M', checked: 'V' } },
      },
    ],
  },
) {}

const verdict = z.strictObject({ verdict: z.enum(['cleared', 'held', 'refused']), code: z.string().nullable() });
const count = z.int();
const examples = z.array(z.string()).describe('Message IDs.');

export class ReplayedAnswer extends answer(
  z.strictObject({
    pack,
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    messages: z.int().describe('Number of messages examined.'),
    complete: z.boolean().describe('False if there were more messages than `limit`.'),
    changed: z.array(z.strictObject({ then: verdict, now: verdict, count, examples })),
    unchanged: z.array(verdict.extend({ count })),
    notReplayed: z.array(z.strictObject({ code: z.string(), why: z.string(), count, examples })),
  }),
  {
    pack: FR,
    from: '2026-11-01T00:00:00.000Z',
    to: AT,
    messages: 4_209,
    complete: true,
    changed: [
      {
        then: { verdict: 'cleared', code: null },
        now: { verdict: 'held', code: 'WINDOW_CLOSED' },
        count: 12,
        examples: [MESSAGE_ID],
      },
    ],
    unchanged: [{ verdict: 'cleared', code: null, count: 4_197 }],
    notReplayed: [],
  },
) {}
