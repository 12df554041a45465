import { answer, instantAnswer, pageAnswer } from '@stopsms/http';
import { z } from 'zod';

const AT = '2026-11-25T10:00:00.000Z';
const ADVERTISER_ID = '019aaa10-0000-7000-8000-000000000001';

const delivery = z
  .strictObject({
    id: z.string().describe('The `webhook-id` header, the same at each attempt.'),
    changeId: z.string(),
    advertiserId: z.string(),
    type: z.enum(['opt-out.changed', 'quota.reached']),
    change: z.string().exactOptional(),
    scope: z.string().exactOptional(),
    source: z.string().exactOptional(),
    recipientKey: z.string().exactOptional(),
    data: z
      .strictObject({
        period: z.enum(['day', 'month']),
        percent: z.int(),
        limit: z.int(),
        used: z.int(),
        periodStartsAt: z.iso.datetime(),
        periodEndsAt: z.iso.datetime(),
      })
      .exactOptional()
      .describe('Quota that was reached, instead of the fields of an opt-out.'),
    state: z.enum(['pending', 'held', 'delivered', 'failed']),
    attempts: z.int(),
    result: z.string().exactOptional().describe('Last response, or the reason why there was none.'),
    queuedAt: instantAnswer,
    nextAttemptAt: instantAnswer.exactOptional(),
  })
  .meta({ id: 'WebhookDelivery' });

export class WebhookDeliveriesAnswer extends answer(pageAnswer(delivery), {
  items: [
    {
      id: '019aaa10-0000-7000-8000-00000000000c',
      changeId: '019aaa10-0000-7000-8000-000000000008',
      advertiserId: ADVERTISER_ID,
      type: 'opt-out.changed',
      change: 'opted-out',
      scope: ADVERTISER_ID,
      source: 'sms',
      recipientKey: 'nq3VwX0bq2kD8mJ7yH5rTg',
      state: 'delivered',
      attempts: 1,
      result: '204',
      queuedAt: AT,
    },
  ],
}) {}
