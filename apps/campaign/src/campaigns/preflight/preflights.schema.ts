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
        .describe(
          'Messages per second for the estimate of the end. Default: the number sent in the last minute, per second.',
        ),
    })
    .default({}),
  { perSecond: 50 },
) {}

const parts = z.int().describe('Segments of all messages that would be sent, now or later.');
const operator = z.strictObject({ operator: z.string().exactOptional(), perPart: z.string(), cost: z.string() });
const cost = z
  .union([
    z.strictObject({
      currency: z.string(),
      least: z
        .string()
        .describe(
          'Cost with the cheapest operator of each country, as a decimal. Countries without a price are not included.',
        ),
      most: z.string().describe('Cost with the most expensive operator of each country, as a decimal.'),
      countries: z.array(z.strictObject({ country: z.string(), parts: z.int(), operators: z.array(operator) })),
      withoutPrice: z
        .array(z.strictObject({ country: z.string(), parts: z.int() }))
        .describe('Countries that the price list does not contain.'),
    }),
    z.strictObject({ code: z.enum(['PRICE_LIST_MISSING', 'PRICE_LIST_UNREADABLE']), detail: z.string() }),
  ])
  .describe('Cost according to PRICE_LIST_FILE, or the reason why no price is available.');

const pace = z.strictObject({
  perSecond: z.number(),
  leaves: z.array(z.strictObject({ from: instantAnswer, to: instantAnswer, messages: z.int() })),
  endsAt: instantAnswer
    .exactOptional()
    .describe('Estimated time at which the last message is sent. Absent if some messages would never be sent in time.'),
  late: z.int().describe('Messages that would not be sent before `expiresAt`.'),
  beyond: z.int().describe('Messages that would not be sent within the calculated sending windows.'),
});

const preflightResult = z.strictObject({
  at: instantAnswer.describe('Time for which the decisions are made: now, or the campaign’s `sendAt`.'),
  recipients: z.int(),
  leave: z.int(),
  held: z.int(),
  refused: z.int(),
  outcomes: z
    .array(
      z.strictObject({
        outcome: z.enum(['leave', 'held', 'refused']),
        code: z.string().exactOptional().describe('Reason code; see docs/reason-codes.md.'),
        detail: z
          .string()
          .exactOptional()
          .describe('Explanation of what to change, if the reason is the text or the country.'),
        region: z.string(),
        until: instantAnswer
          .exactOptional()
          .describe('Time at which held messages are decided again. Absent if they wait for a person.'),
        observed: z
          .strictObject({ verdict: z.enum(['refused', 'held']), code: z.string() })
          .exactOptional()
          .describe(
            'Decision that full enforcement would make. Present for messages that are sent because rules are only observed for the advertiser; see docs/enforcement.md.',
          ),
        count: z.int(),
      }),
    )
    .describe('Forecast outcomes, most frequent first.'),
  refusedRegions: z
    .array(z.strictObject({ region: z.string(), code: z.string(), detail: z.string(), count: z.int() }))
    .describe(
      'Regions in which the text is refused for all recipients. Unless that is all regions, a start with `partly` sends to the others.',
    ),
  parts,
  cost,
  pace: pace
    .exactOptional()
    .describe('Sending rate and end of messages that do not wait for a person. Absent without a known rate.'),
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
