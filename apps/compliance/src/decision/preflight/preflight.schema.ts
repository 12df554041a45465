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
      at: instantField().optional().describe('when it would be sent; now by default'),
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
            text: z.int().min(0).describe('its index in texts'),
          }),
        )
        .min(1)
        .max(MAX_RECIPIENTS),
      clearedBefore: z
        .int()
        .min(0)
        .default(0)
        .describe('messages that would leave before these; they count for quotas'),
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
  code: z.string().exactOptional().describe('why not now; see docs/reason-codes.md'),
  detail: z.string().exactOptional().describe('what to change, where the reason is the text or the country'),
  ofText: z.boolean().describe('whether it would be decided so of every recipient there'),
  region: z.string(),
  timeZones: z.array(z.string()).exactOptional().describe('of the numbers, where their area codes show them'),
  until: instantAnswer.exactOptional().describe('when what is held is looked at again; absent where a person ends it'),
  closesAt: instantAnswer.exactOptional().describe('when the window ends in which it would leave'),
  observed: z
    .strictObject({ verdict: z.enum(['refused', 'held']), code: z.string() })
    .exactOptional()
    .describe('of cleared messages: what full enforcement would decide instead; see docs/enforcement.md'),
  parts: z.int().exactOptional().describe('of one message, where it leaves now or later'),
  count: z.int().describe('recipients'),
});

const outcome = z.strictObject({
  groups: z.array(group),
  quotaLeft: z
    .int()
    .exactOptional()
    .describe('how many more the advertiser may send, those asked about among them; absent without a quota'),
});

export class PreflightAnswer extends answer(outcome, {
  groups: [
    { outcome: 'cleared', ofText: false, region: 'FR', closesAt: '2026-11-25T19:00:00.000Z', parts: 1, count: 1 },
  ],
}) {}
