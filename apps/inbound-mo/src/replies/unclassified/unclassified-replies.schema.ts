import { answer, pageAnswer } from '@stopsms/http';
import { z } from 'zod';

const REPLY_ID = '019aaa10-0000-7000-8000-00000000000d';
const ADVERTISER_ID = '019aaa10-0000-7000-8000-000000000001';
const AT = '2026-11-25T10:00:00.000Z';

const unclassifiedReply = z
  .strictObject({
    id: z.string().describe('ID of the reply.'),
    text: z
      .string()
      .nullable()
      .describe(
        'Original text, with `<number>` instead of phone numbers. Null after its deletion, after 30 days or by an erasure.',
      ),
    region: z.string().describe('Country of the sender’s number, ISO 3166-1 alpha-2.'),
    code: z.string().describe('Short code to which the reply was sent.'),
    advertiserIds: z.array(z.string()).describe('Advertisers to whom the reply is addressed; empty if unknown.'),
    reason: z.string().describe('Reason why a person must decide.'),
    asksFor: z
      .enum(['stop', 'start'])
      .describe(
        'Possible request: `stop` (adverts wait until the decision) or `start` (nothing is lifted until the decision).',
      ),
    certainty: z
      .int()
      .min(0)
      .max(100)
      .exactOptional()
      .describe('Certainty of the classifier that the reply is an opt-out, in percent. Absent if rules alone decide.'),
    later: z
      .array(z.strictObject({ tier: z.string(), at: z.iso.datetime() }))
      .describe('Classification of later replies of the same person, including any START.'),
    receivedAt: z.iso.datetime(),
    deadline: z.iso
      .datetime()
      .exactOptional()
      .describe(
        'Time at which the reply becomes an opt-out without a decision. Present for a waiting reply that may be an opt-out.',
      ),
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
          .describe('Present for an automatic decision: at the deadline, or because the text was deleted.'),
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
