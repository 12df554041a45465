import { answer, pageAnswer } from '@stopsms/http';
import { z } from 'zod';
import { ADVERTISER_ID, AT, MESSAGE_ID } from '../http-parts/examples';

export const step = z.enum([
  'accepted',
  'held',
  'released',
  'refused',
  'cleared',
  'submitting',
  'blocked',
  'expired',
  'rejected',
  'unknown',
  'submitted',
  'delivered',
  'failed',
  'cancelled',
]);
export const messageState = z.enum([
  'accepted',
  'held',
  'refused',
  'blocked',
  'submitted',
  'delivered',
  'failed',
  'unknown',
  'expired',
  'cancelled',
]);

/** Fields of an estimated departure. */
export const aheadFields = {
  messages: z.int().describe('Adverts that are sent before this one.'),
  about: z.iso
    .datetime()
    .exactOptional()
    .describe('Estimated time of sending. Absent if no message was sent in the last minute.'),
};

export class AcceptedAnswer extends answer(z.strictObject({ id: z.guid() }), { id: MESSAGE_ID }) {}

export class MessageAnswer extends answer(
  z.strictObject({
    id: z.guid(),
    advertiserId: z.guid().exactOptional(),
    campaignId: z.guid().exactOptional(),
    category: z.string().exactOptional(),
    state: messageState,
    code: z.string().exactOptional().describe('Reason for this state; see docs/reason-codes.md.'),
    optedOut: z.boolean().describe('True if the recipient opted out after this message.'),
    ahead: z
      .strictObject(aheadFields)
      .exactOptional()
      .describe('Position in the queue. Present for an advert that waits for the operator.'),
    timeline: z.array(
      z.strictObject({
        at: z.iso.datetime(),
        event: step,
        attempt: z.int().exactOptional(),
        code: z.string().exactOptional(),
        detail: z.string().exactOptional(),
        until: z.iso.datetime().exactOptional().describe('Time at which a held message is decided again.'),
      }),
    ),
  }),
  {
    id: MESSAGE_ID,
    advertiserId: ADVERTISER_ID,
    category: 'informative',
    state: 'delivered',
    optedOut: false,
    timeline: [
      { at: AT, event: 'accepted' },
      { at: AT, event: 'cleared', attempt: 1 },
      { at: AT, event: 'submitting', attempt: 1 },
      { at: AT, event: 'submitted', attempt: 1 },
      { at: '2026-11-25T10:00:04.000Z', event: 'delivered' },
    ],
  },
) {}

const unknownMessage = z
  .strictObject({
    id: z.guid(),
    advertiserId: z.guid().exactOptional(),
    campaignId: z.guid().exactOptional(),
    category: z
      .string()
      .exactOptional()
      .describe('Category of the message. Absent for an answer to the person, such as a confirmation.'),
    state: z.literal('unknown'),
    code: z.string().exactOptional(),
    detail: z.string().exactOptional().describe('Explanation of why the outcome is unknown.'),
    at: z.iso.datetime().describe('Time at which the outcome was reported as unknown.'),
  })
  .meta({ id: 'UnknownMessage' });

export class UnknownMessagesAnswer extends answer(pageAnswer(unknownMessage), {
  items: [
    {
      id: MESSAGE_ID,
      advertiserId: ADVERTISER_ID,
      category: 'marketing',
      state: 'unknown',
      code: 'OUTCOME_UNKNOWN',
      detail: 'The dispatcher that was submitting it ended before it learned the outcome.',
      at: AT,
    },
  ],
}) {}

const campaignMessage = z
  .strictObject({
    id: z.guid().describe('ID of the message, as in `GET /v1/messages/:id` and its proof.'),
    state: messageState,
    code: z.string().exactOptional().describe('Reason for this state; see docs/reason-codes.md.'),
    optedOut: z.boolean().describe('True if the recipient opted out after this message.'),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'CampaignMessage' });

export class CampaignMessagesAnswer extends answer(pageAnswer(campaignMessage), {
  items: [{ id: MESSAGE_ID, state: 'refused', code: 'OPTED_OUT', optedOut: false, createdAt: AT }],
  nextCursor: MESSAGE_ID,
}) {}
