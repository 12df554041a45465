import { answer, instantAnswer } from '@stopsms/http';
import { z } from 'zod';
import { ADVERTISER_ID, AT, SENDER_ID } from '../../http-parts/examples';

const sender = z
  .strictObject({
    id: z.guid(),
    advertiserId: z.guid(),
    country: z.string(),
    sender: z.string(),
    state: z.enum(['requested', 'approved', 'revoked']).describe('texts leave under an approved one alone'),
    evidence: z.string(),
    registration: z.string().nullable().describe('under what it is registered there, where the country asks for that'),
    holder: z.string().nullable().describe('legal entity in whose name it is registered there'),
    providers: z
      .array(z.string())
      .nullable()
      .describe('operators that are enabled for it there: its texts leave by these alone; by any if null'),
    requestedAt: instantAnswer,
    requestedBy: z.string().nullable(),
    decidedAt: instantAnswer.nullable(),
    decidedBy: z.string().nullable(),
    reason: z.string().nullable().describe('why it was revoked'),
  })
  .meta({ id: 'Sender' });
const IN_BELGIUM = {
  id: SENDER_ID,
  advertiserId: ADVERTISER_ID,
  country: 'BE',
  sender: 'Lorane',
  state: 'approved' as const,
  evidence: 'trade mark BE 1234567',
  registration: null,
  holder: null,
  providers: null,
  requestedAt: AT,
  requestedBy: 'crm (key of the advertiser)',
  decidedAt: AT,
  decidedBy: 'anne',
  reason: null,
};

export class SenderAnswer extends answer(sender, IN_BELGIUM) {}
export class SendersAnswer extends answer(z.strictObject({ items: z.array(sender) }), { items: [IN_BELGIUM] }) {}
