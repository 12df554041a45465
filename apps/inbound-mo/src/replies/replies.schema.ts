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
    channel: z.enum(['sms', 'web']).describe('`web` is the button of the unsubscribe page.'),
    code: z.string().describe('Short code to which the reply was sent; empty for the unsubscribe page.'),
    kind: z
      .enum(REPLY_KINDS)
      .describe(
        'Request of the person. `waiting` until a person has decided what it asks for; adverts wait for that. The decision then replaces it. `other` is no known request and blocks nothing.',
      ),
    tier: z.enum(TIERS).describe('Tier of the classification. For an opt-out, its certainty: exact, clear or likely.'),
    reason: z.string().describe('Reason for the classification.'),
    keyword: z.string().exactOptional(),
    ofAll: z.boolean().describe('True if the person opted out from all advertisers.'),
    attributed: z.boolean().describe('False if no recent message shows which advertiser the person means.'),
    meantFor: z.array(
      z.strictObject({
        advertiserId: z.guid(),
        confidence: z.number().describe('Confidence from 0 to 1.'),
        evidence: z.string(),
      }),
    ),
    text: z
      .string()
      .nullable()
      .describe(
        'Original text, with `<number>` instead of phone numbers. Null after its deletion, after 30 days, and if the reply is also addressed to other advertisers.',
      ),
    maskedMsisdn: z
      .string()
      .nullable()
      .describe('Phone number, masked. Null after its deletion, and for an advertiser that never sent a text to it.'),
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
      phone: z
        .string()
        .nullable()
        .describe('Phone number in E.164. Null after its deletion, and if the caller may not see it.'),
    })
    .meta({ id: 'WholeReply' }),
  { ...STOP, phone: '+33639980012' },
) {}
