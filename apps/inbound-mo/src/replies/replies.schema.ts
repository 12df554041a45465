import { answer, instantAnswer, pageAnswer } from '@stopsms/http';
import { z } from 'zod';
import { TIERS } from '@stopsms/reply-reader';
import { REPLY_KINDS } from './list-replies';

const REPLY_ID = '019aaa10-0000-7000-8000-00000000000f';
const ADVERTISER_ID = '019aaa10-0000-7000-8000-000000000001';
const AT = '2026-11-25T10:00:00.000Z';

const reply = z
  .strictObject({
    id: z.guid(),
    receivedAt: instantAnswer,
    channel: z.enum(['sms', 'web']).describe('`web`: the button of the unsubscribe page'),
    code: z.string().describe('short code texted; empty for the page'),
    kind: z
      .enum(REPLY_KINDS)
      .describe('what the person wants; `other` blocks nothing and asks for nothing that is known'),
    tier: z.enum(TIERS).describe('how it was read; of an opt-out how sure that is: exact, clear or likely'),
    reason: z.string().describe('by what in it'),
    keyword: z.string().exactOptional(),
    ofAll: z.boolean().describe('the person wants no texts of any advertiser'),
    attributed: z.boolean().describe('false if no recent text shows which advertiser the person means'),
    meantFor: z.array(
      z.strictObject({
        advertiserId: z.guid(),
        confidence: z.number().describe('from 0 to 1'),
        evidence: z.string(),
      }),
    ),
    text: z
      .string()
      .nullable()
      .describe(
        'as it came, with `<number>` for numbers in it; null once it is deleted after 30 days, and of a reply that is meant for others too',
      ),
    maskedMsisdn: z
      .string()
      .nullable()
      .describe('null once the number is deleted, and for an advertiser that never texted it'),
  })
  .meta({ id: 'Reply' });

const STOP = {
  id: REPLY_ID,
  receivedAt: AT,
  channel: 'sms' as const,
  code: '36180',
  kind: 'opt-out' as const,
  tier: 'clear' as const,
  reason: 'asks that texts stop: arretez',
  keyword: 'arretez',
  ofAll: false,
  attributed: true,
  meantFor: [
    { advertiserId: ADVERTISER_ID, confidence: 1, evidence: 'the only one who texted from 36180 within 90 days' },
  ],
  text: 'Arrêtez vos SMS svp',
  maskedMsisdn: '+336••••••12',
};

export class RepliesAnswer extends answer(pageAnswer(reply), { items: [STOP] }) {}
export class ReplyAnswer extends answer(
  reply
    .extend({
      phone: z.string().nullable().describe('E.164; null once it is deleted, and where the caller may not know it'),
    })
    .meta({ id: 'WholeReply' }),
  { ...STOP, phone: '+33639980012' },
) {}
