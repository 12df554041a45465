import { answer, pageAnswer } from '@stopsms/http';
import { z } from 'zod';

const AT = '2026-11-25T10:00:00.000Z';

const reply = z
  .strictObject({
    id: z.string(),
    channel: z.enum(['sms', 'web']).describe('`web` is the unsubscribe page.'),
    code: z.string().describe('Short code to which the reply was sent, or that of the unsubscribe link.'),
    text: z.string().nullable().describe('Text with phone numbers masked. Null after its deletion, after 30 days.'),
    tier: z.string().describe('Tier of the classification: exact, likely and so on.'),
    reason: z.string().describe('Reason for the classification.'),
    everyAdvertiser: z.boolean(),
    advertiserIds: z.array(z.string()).describe('Advertisers to whom the reply is addressed.'),
    receivedAt: z.iso.datetime(),
  })
  .meta({ id: 'PersonsReply' });

export class PersonsRepliesAnswer extends answer(pageAnswer(reply), {
  items: [
    {
      id: '019aaa10-0000-7000-8000-00000000000d',
      channel: 'sms',
      code: '36180',
      text: 'STOP',
      tier: 'exact',
      reason: 'keyword STOP',
      everyAdvertiser: false,
      advertiserIds: ['019aaa10-0000-7000-8000-000000000001'],
      receivedAt: AT,
    },
  ],
}) {}
