import { answer, instantAnswer, pageAnswer } from '@stopsms/http';
import { z } from 'zod';
import { version } from './books/address-books.schema';
import { AT, CONSENT_ID, PHONE } from '../http-parts/examples';

const contact = z
  .strictObject({
    id: z.string().describe('ID of the contact, unique within its address book.'),
    maskedMsisdn: z.string().describe('Phone number, masked; shown to every role.'),
    phone: z
      .string()
      .exactOptional()
      .describe(
        'Phone number in E.164. Present for API keys only; a person views one number at a time with `GET …/contacts/:contactId`.',
      ),
    region: z.string().describe('Region whose sending hours and rules apply, ISO 3166-1 alpha-2.'),
    attributes: z.record(z.string(), z.string()),
    consentId: z
      .string()
      .exactOptional()
      .describe('ID in compliance of the consent that was imported with the contact.'),
    importedAt: z.iso.datetime(),
    changedAt: z.iso.datetime().exactOptional(),
    version,
  })
  .meta({ id: 'Contact' });

const CAMILLE = {
  id: '100',
  maskedMsisdn: '+336••••••12',
  phone: PHONE,
  region: 'FR',
  attributes: { first_name: 'Camille' },
  consentId: CONSENT_ID,
  importedAt: AT,
  version: 1,
};

export class ContactsAnswer extends answer(pageAnswer(contact), { items: [CAMILLE], nextCursor: '100' }) {}

export class ContactSearchAnswer extends answer(
  pageAnswer(contact).extend({
    optedOut: z
      .strictObject({
        at: instantAnswer.describe('Time of the opt-out. For an opt-out from all advertisers, only the day in UTC.'),
        ofAll: z.boolean().describe('True if the person opted out from all advertisers.'),
      })
      .exactOptional()
      .describe(
        'Present if a search by phone number finds an opt-out. The person is then in no address book of the advertiser, and no import adds the number again.',
      ),
  }),
  { items: [CAMILLE] },
) {}

export class ContactAnswer extends answer(
  contact.extend({ phone: z.string().describe('Phone number in E.164.') }).meta({ id: 'WholeContact' }),
  CAMILLE,
) {}
