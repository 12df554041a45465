import { answer, pageAnswer } from '@stopsms/http';
import { z } from 'zod';
import { ADVERTISER_ID, AT, MESSAGE_ID } from '../../http-parts/examples';
import { messageState, step } from '../../messages/messages.schema';

const message = z
  .strictObject({
    id: z.guid(),
    advertiserId: z.guid().exactOptional(),
    campaignId: z.guid().exactOptional(),
    category: z.string().exactOptional().describe('absent for an answer to the person, a confirmation for instance'),
    state: messageState,
    code: z.string().exactOptional().describe('reason for this state, see docs/reason-codes.md'),
    optedOut: z.boolean().describe('whether the person’s opt-out followed this message'),
    createdAt: z.iso.datetime(),
    timeline: z.array(z.strictObject({ at: z.iso.datetime(), event: step, code: z.string().exactOptional() })),
  })
  .meta({ id: 'PersonsMessage' });

export class PersonsMessagesAnswer extends answer(pageAnswer(message), {
  items: [
    {
      id: MESSAGE_ID,
      advertiserId: ADVERTISER_ID,
      category: 'marketing',
      state: 'refused',
      code: 'OPTED_OUT',
      optedOut: false,
      createdAt: AT,
      timeline: [{ at: AT, event: 'refused', code: 'OPTED_OUT' }],
    },
  ],
}) {}

const contact = z
  .strictObject({
    addressBookId: z.guid(),
    addressBook: z.string().describe('its name'),
    advertiserId: z.guid(),
    attributes: z.record(z.string(), z.string()).describe('what was imported with the number'),
    consentId: z.guid().exactOptional().describe('the consent that came with it'),
    importedAt: z.iso.datetime(),
  })
  .meta({ id: 'PersonsContact' });

export class PersonsContactsAnswer extends answer(
  z.strictObject({ items: z.array(contact), isAll: z.boolean().describe('false when there are more than 1,000') }),
  {
    items: [
      {
        addressBookId: MESSAGE_ID,
        addressBook: 'clients 2026',
        advertiserId: ADVERTISER_ID,
        attributes: { first_name: 'Anne' },
        importedAt: AT,
      },
    ],
    isAll: true,
  },
) {}
