import { answer, instantAnswer } from '@stopsms/http';
import { z } from 'zod';
import { ADVERTISER_ID, AT, SENDER_ID } from '../../http-parts/examples';

const sender = z
  .strictObject({
    id: z.guid(),
    advertiserId: z.guid(),
    country: z.string(),
    sender: z.string(),
    state: z
      .enum(['requested', 'approved', 'revoked'])
      .describe('State of the sender ID. Messages are sent from an approved one only.'),
    evidence: z.string(),
    registration: z
      .string()
      .nullable()
      .describe('Registration of the sender ID in the country, where it requires one.'),
    holder: z.string().nullable().describe('Legal entity in whose name the sender ID is registered there.'),
    providers: z
      .array(z.string())
      .nullable()
      .describe(
        'Operators that are enabled for the sender ID there; its messages are sent through these only. Null: any operator.',
      ),
    requestedAt: instantAnswer,
    requestedBy: z.string().nullable(),
    decidedAt: instantAnswer.nullable(),
    decidedBy: z.string().nullable(),
    reason: z.string().nullable().describe('Reason for the revocation.'),
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
