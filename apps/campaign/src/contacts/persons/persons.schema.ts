import { answer, pageAnswer } from '@stopsms/http';
import { z } from 'zod';
import { ADVERTISER_ID, AT, MESSAGE_ID } from '../../http-parts/examples';
import { messageState, step } from '../../messages/messages.schema';

const message = z
  .strictObject({
    id: z.guid(),
    advertiserId: z.guid().exactOptional(),
    campaignId: z.guid().exactOptional(),
    category: z
      .string()
      .exactOptional()
      .describe('Category of the message. Absent for an answer to the person, such as a confirmation.'),
    state: messageState,
    code: z.string().exactOptional().describe('Reason for this state; see docs/reason-codes.md.'),
    optedOut: z.boolean().describe('True if the person opted out after this message.'),
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
    addressBook: z.string().describe('Name of the address book.'),
    advertiserId: z.guid(),
    attributes: z.record(z.string(), z.string()).describe('Attributes that were imported with the number.'),
    consentId: z.guid().exactOptional().describe('ID of the consent that was imported with the number.'),
    importedAt: z.iso.datetime(),
  })
  .meta({ id: 'PersonsContact' });

export class PersonsContactsAnswer extends answer(
  z.strictObject({
    items: z.array(contact),
    isAll: z.boolean().describe('False if there are more than 1,000 entries.'),
  }),
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
