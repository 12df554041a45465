import { answer, bodyDto, instantAnswer } from '@stopsms/http';
import { z } from 'zod';

export class PreflightDto extends bodyDto(
  z
    .strictObject({
      perSecond: z
        .number()
        .gt(0)
        .max(100_000)
        .exactOptional()
        .describe('the pace by which its end is estimated; by default as many as were sent in the last minute'),
    })
    .default({}),
  { perSecond: 50 },
) {}

const parts = z.int().describe('of all messages that leave, now or later');
const operator = z.strictObject({ operator: z.string().exactOptional(), perPart: z.string(), cost: z.string() });
const cost = z
  .union([
    z.strictObject({
      currency: z.string(),
      least: z
        .string()
        .describe('by the cheapest operator of each country, decimal; countries without price are not in it'),
      most: z.string().describe('by the dearest'),
      countries: z.array(z.strictObject({ country: z.string(), parts: z.int(), operators: z.array(operator) })),
      withoutPrice: z
        .array(z.strictObject({ country: z.string(), parts: z.int() }))
        .describe('countries of which the price list says nothing'),
    }),
    z.strictObject({ code: z.enum(['PRICE_LIST_MISSING', 'PRICE_LIST_UNREADABLE']), detail: z.string() }),
  ])
  .describe('by PRICE_LIST_FILE; why there is none where no price is known');

const pace = z.strictObject({
  perSecond: z.number(),
  leaves: z.array(z.strictObject({ from: instantAnswer, to: instantAnswer, messages: z.int() })),
  endsAt: instantAnswer.exactOptional().describe('about when the last one leaves; absent when some never do in time'),
  late: z.int().describe('messages whose turn does not come before expiresAt'),
  beyond: z.int().describe('messages whose turn does not come in the windows that were looked at'),
});

export const preflightResult = z.strictObject({
  at: instantAnswer.describe('the instant for which was decided: now, or its sendAt'),
  recipients: z.int(),
  leave: z.int(),
  held: z.int(),
  refused: z.int(),
  outcomes: z
    .array(
      z.strictObject({
        outcome: z.enum(['leave', 'held', 'refused']),
        code: z.string().exactOptional().describe('see docs/reason-codes.md'),
        detail: z.string().exactOptional().describe('what to change, where the reason is the text or the country'),
        region: z.string(),
        until: instantAnswer
          .exactOptional()
          .describe('when what is held is decided anew; absent where a person ends it'),
        observed: z
          .strictObject({ verdict: z.enum(['refused', 'held']), code: z.string() })
          .exactOptional()
          .describe(
            'of messages that leave because the advertiser’s rules are only observed: what full enforcement would decide; see docs/enforcement.md',
          ),
        count: z.int(),
      }),
    )
    .describe('most frequent first'),
  refusedRegions: z
    .array(z.strictObject({ region: z.string(), code: z.string(), detail: z.string(), count: z.int() }))
    .describe('where the text reaches nobody; unless it is everywhere, a start with `partly` sends to the others'),
  parts,
  cost,
  pace: pace.exactOptional().describe('of what waits for no person; absent without a pace'),
});

export class PreflightAnswer extends answer(preflightResult.meta({ id: 'Preflight' }), {
  at: '2026-11-25T10:00:00.000Z',
  recipients: 4_209,
  leave: 4_100,
  held: 31,
  refused: 78,
  refusedRegions: [],
  outcomes: [
    { outcome: 'leave', region: 'FR', count: 4_100 },
    { outcome: 'refused', code: 'CONSENT_MISSING', region: 'FR', count: 78 },
    { outcome: 'held', code: 'WINDOW_CLOSED', region: 'MQ', until: '2026-11-25T12:00:00.000Z', count: 31 },
  ],
  parts: 4_131,
  cost: {
    currency: 'EUR',
    least: '184.50',
    most: '198.85',
    countries: [
      {
        country: 'FR',
        parts: 4_100,
        operators: [
          { operator: 'ovh', perPart: '0.045', cost: '184.50' },
          { operator: 'sinch', perPart: '0.0485', cost: '198.85' },
        ],
      },
    ],
    withoutPrice: [{ country: 'MQ', parts: 31 }],
  },
  pace: {
    perSecond: 50,
    leaves: [
      { from: '2026-11-25T10:00:00.000Z', to: '2026-11-25T10:01:22.000Z', messages: 4_100 },
      { from: '2026-11-25T12:00:00.000Z', to: '2026-11-25T12:00:00.620Z', messages: 31 },
    ],
    endsAt: '2026-11-25T12:00:00.620Z',
    late: 0,
    beyond: 0,
  },
}) {}
