import { answer, pageAnswer } from '@stopsms/http';
import { z } from 'zod';

const AT = '2026-11-25T10:00:00.000Z';

const reply = z
  .strictObject({
    id: z.string(),
    channel: z.enum(['sms', 'web']).describe('web: the unsubscribe page'),
    code: z.string().describe('texted, or of the link'),
    text: z.string().nullable().describe('with numbers in it masked; null once it is deleted, 30 days later'),
    tier: z.string().describe('how it was read: exact, likely and so on'),
    reason: z.string().describe('why'),
    everyAdvertiser: z.boolean(),
    advertiserIds: z.array(z.string()).describe('whom it is meant for'),
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
