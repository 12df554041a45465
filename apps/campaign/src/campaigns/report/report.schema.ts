import { answer, pageAnswer } from '@stopsms/http';
import { z } from 'zod';
import { AT, MESSAGE_ID } from '../../http-parts/examples';
import { COURSE_DAYS } from '../../messages/messages.store';

/** States of messages that did not reach anybody, or are not known to have. */
export const notReachedState = z.enum(['refused', 'blocked', 'failed', 'unknown', 'expired', 'cancelled']);

export class CourseAnswer extends answer(
  z.strictObject({
    intervalSeconds: z.int().describe('Length of each interval, chosen by the duration of the campaign.'),
    items: z
      .array(
        z.strictObject({
          at: z.iso.datetime().describe('Start of the interval.'),
          sent: z.int().describe('Messages that the operator accepted.'),
          delivered: z.int(),
          failed: z.int(),
          optedOut: z.int().describe('Recipients who opted out and have not opted in again.'),
        }),
      )
      .describe(`Intervals of the first ${COURSE_DAYS} days in which something happened, the earliest first.`),
  }),
  { intervalSeconds: 300, items: [{ at: AT, sent: 1_200, delivered: 1_100, failed: 8, optedOut: 3 }] },
) {}

export class NotReachedAnswer extends answer(
  pageAnswer(
    z
      .strictObject({
        messageId: z.guid(),
        state: notReachedState,
        code: z.string().exactOptional().describe('Reason for the state.'),
        createdAt: z.iso.datetime(),
        contact: z
          .strictObject({
            id: z.string().describe('ID of the contact, unique within its address book.'),
            maskedMsisdn: z.string(),
            phone: z.string().exactOptional().describe('Phone number in E.164. Present for API keys only.'),
            region: z.string(),
            attributes: z.record(z.string(), z.string()),
          })
          .exactOptional()
          .describe('Absent if the contact is no longer in the address book, for instance after an opt-out.'),
      })
      .meta({ id: 'NotReached' }),
  ),
  {
    items: [
      {
        ...{ messageId: MESSAGE_ID, state: 'refused', code: 'CONSENT_MISSING', createdAt: AT },
        contact: { id: '100', maskedMsisdn: '+336••••••12', region: 'FR', attributes: { first_name: 'Camille' } },
      },
    ],
    nextCursor: MESSAGE_ID,
  },
) {}
