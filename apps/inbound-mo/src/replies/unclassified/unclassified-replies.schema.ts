import { answer, pageAnswer } from '@stopsms/http';
import { z } from 'zod';

const REPLY_ID = '019aaa10-0000-7000-8000-00000000000d';
const ADVERTISER_ID = '019aaa10-0000-7000-8000-000000000001';
const AT = '2026-11-25T10:00:00.000Z';

const unclassifiedReply = z
  .strictObject({
    id: z.string().describe('of the reply'),
    text: z
      .string()
      .nullable()
      .describe(
        'as it came, with `<number>` for each number in it; null once it is deleted, 30 days later or by an erasure',
      ),
    region: z.string().describe('of the number that wrote, ISO 3166-1 alpha-2'),
    code: z.string().describe('short code texted'),
    advertiserIds: z.array(z.string()).describe('whom it is meant for; none if it is not known'),
    reason: z.string().describe('why a person must decide'),
    asksFor: z
      .enum(['stop', 'start'])
      .describe(
        'what it may ask for: an end of texts (adverts wait meanwhile), or texts again (nothing is lifted meanwhile)',
      ),
    certainty: z
      .int()
      .min(0)
      .max(100)
      .exactOptional()
      .describe('of the reader that it asks to stop, in percent; absent where its rules alone decide'),
    later: z
      .array(z.strictObject({ tier: z.string(), at: z.iso.datetime() }))
      .describe('how later replies of the same person were read; a START among them came after this one'),
    receivedAt: z.iso.datetime(),
    deadline: z.iso
      .datetime()
      .exactOptional()
      .describe('when it becomes an opt-out unless somebody decides; of those that wait and may ask to stop'),
    state: z.enum(['open', 'opt-out', 'start', 'nothing', 'erased']),
    decision: z
      .strictObject({
        decision: z.enum(['opt-out', 'start', 'nothing']),
        by: z.string(),
        reason: z.string(),
        at: z.iso.datetime(),
        automatic: z
          .enum(['deadline', 'deletion'])
          .exactOptional()
          .describe('what decided where no person did: the deadline, or that the text was deleted'),
      })
      .exactOptional(),
  })
  .meta({ id: 'UnclassifiedReply' });

const OPEN = {
  id: REPLY_ID,
  text: 'Älä lähetä enää näitä <number>',
  region: 'FR',
  code: '36180',
  advertiserIds: [ADVERTISER_ID],
  reason: 'nobody can read it: words of no language that is read',
  asksFor: 'stop' as const,
  later: [],
  receivedAt: AT,
  state: 'open' as const,
};
const DECISION = {
  decision: 'opt-out' as const,
  by: 'anne',
  reason: 'Finnish: send no more of these',
  at: '2026-11-25T14:00:00.000Z',
};

const DEADLINE = '2026-11-28T10:00:01.000Z';

export class UnclassifiedReplyAnswer extends answer(unclassifiedReply, {
  ...OPEN,
  state: 'opt-out',
  decision: DECISION,
}) {}
export class UnclassifiedRepliesAnswer extends answer(pageAnswer(unclassifiedReply), {
  items: [{ ...OPEN, deadline: DEADLINE }],
}) {}
