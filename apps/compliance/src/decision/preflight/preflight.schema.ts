import { answer, bodyDto, instantAnswer, instantField, uuidField } from '@stopsms/http';
import { z } from 'zod';
import { ADVERTISER_ID, PHONE } from '../../http-parts/examples';

/** So many take a fraction of a second, and messages that are really sent have their turn between two of them. */
const MAX_RECIPIENTS = 1_000;
const MAX_TEXT_LENGTH = 10_000;

export class PreflightBody extends bodyDto(
  z
    .strictObject({
      advertiserId: uuidField(),
      campaignId: uuidField().optional(),
      category: z.enum(['marketing', 'informative']),
      mention: z.enum(['require', 'insert']).optional(),
      whenCapped: z.enum(['refuse', 'hold']).optional(),
      at: instantField().optional().describe('Time of sending. Default: now.'),
      expiresAt: instantField().optional(),
      texts: z.array(z.string().min(1).max(MAX_TEXT_LENGTH)).min(1).max(MAX_RECIPIENTS),
      recipients: z
        .array(
          z.strictObject({
            to: z.string().min(1).max(40),
            country: z
              .string()
              .regex(/^[A-Z]{2}$/, 'must be an ISO 3166 code, e.g. FR or MQ')
              .optional(),
            text: z.int().min(0).describe('Index of the text in `texts`.'),
          }),
        )
        .min(1)
        .max(MAX_RECIPIENTS),
      clearedBefore: z
        .int()
        .min(0)
        .default(0)
        .describe('Number of messages that would be sent before these. They count towards quotas.'),
    })
    .refine(({ texts, recipients }) => recipients.every(({ text }) => text < texts.length), {
      path: ['recipients'],
      message: 'must name a text that is there',
    }),
  {
    advertiserId: ADVERTISER_ID,
    category: 'marketing',
    texts: ['Lorane : -20% ce week-end. STOP 36180'],
    recipients: [{ to: PHONE, text: 0 }],
  },
) {}

const group = z.strictObject({
  outcome: z.enum(['cleared', 'held', 'refused']),
  code: z.string().exactOptional().describe('Reason code if the message is not sent now; see docs/reason-codes.md.'),
  detail: z
    .string()
    .exactOptional()
    .describe('Explanation of what to change, if the reason is the text or the country.'),
  ofText: z.boolean().describe('True if the decision is the same for every recipient in the region.'),
  region: z.string(),
  timeZones: z
    .array(z.string())
    .exactOptional()
    .describe('Time zones of the phone numbers, where area codes show them.'),
  until: instantAnswer
    .exactOptional()
    .describe('Time at which held messages are decided again. Absent if they wait for a person.'),
  closesAt: instantAnswer.exactOptional().describe('Time at which the send window closes.'),
  observed: z
    .strictObject({ verdict: z.enum(['refused', 'held']), code: z.string() })
    .exactOptional()
    .describe('Decision that full enforcement would make. Present for cleared messages only; see docs/enforcement.md.'),
  parts: z.int().exactOptional().describe('Segments of one message, if it is sent now or later.'),
  count: z.int().describe('Number of recipients.'),
});

const outcome = z.strictObject({
  groups: z.array(group),
  quotaLeft: z
    .int()
    .exactOptional()
    .describe(
      'Number of messages left in the advertiser’s quota, including those of this request. Absent without a quota.',
    ),
});

export class PreflightAnswer extends answer(outcome, {
  groups: [
    { outcome: 'cleared', ofText: false, region: 'FR', closesAt: '2026-11-25T19:00:00.000Z', parts: 1, count: 1 },
  ],
}) {}
