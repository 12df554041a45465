import { answer, instantAnswer, pageAnswer } from '@stopsms/http';
import { z } from 'zod';
import { version } from './books/address-books.schema';
import { AT, CONSENT_ID, PHONE } from '../http-parts/examples';

const contact = z
  .strictObject({
    id: z.string().describe('within its address book'),
    maskedMsisdn: z.string().describe('what everybody is shown of the number'),
    phone: z
      .string()
      .exactOptional()
      .describe('E.164; for keys of programs. A person looks at one number at a time, by GET …/contacts/:contactId'),
    region: z.string().describe('whose hours and rules apply, ISO 3166 alpha-2'),
    attributes: z.record(z.string(), z.string()),
    consentId: z.string().exactOptional().describe('the consent that came with it, as compliance knows it'),
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
        at: instantAnswer.describe('of an opt-out from all advertisers the day, UTC'),
        ofAll: z.boolean().describe('of all advertisers, not of this one alone'),
      })
      .exactOptional()
      .describe(
        'of a search by number: who opted out of the advertiser is in no book of it, and no import brings them back',
      ),
  }),
  { items: [CAMILLE] },
) {}

export class ContactAnswer extends answer(
  contact.extend({ phone: z.string().describe('E.164') }).meta({ id: 'WholeContact' }),
  CAMILLE,
) {}
