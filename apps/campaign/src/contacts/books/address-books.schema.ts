import { answer, instantAnswer, pageAnswer } from '@stopsms/http';
import { z } from 'zod';
import { ADVERTISER_ID, AT, BOOK_ID } from '../../http-parts/examples';

export const version = z.int().describe('Version of the object, which grows by one with each change; for `If-Match`.');

const book = z
  .strictObject({
    id: z.guid(),
    advertiserId: z.guid(),
    name: z.string(),
    country: z
      .string()
      .describe('Country of the advertiser, ISO 3166-1 alpha-2. National numbers are read in its format.'),
    createdAt: instantAnswer,
    version,
    forTests: z.boolean().describe('True for an address book of testers who receive test messages of campaigns.'),
  })
  .meta({ id: 'AddressBook' });
const CLIENTS = {
  id: BOOK_ID,
  advertiserId: ADVERTISER_ID,
  name: 'clients',
  country: 'FR',
  createdAt: AT,
  version: 1,
  forTests: false,
};

export class NewAddressBookAnswer extends answer(
  z.strictObject({ id: z.guid(), advertiserId: z.guid(), name: z.string(), forTests: z.boolean().exactOptional() }),
  { id: BOOK_ID, advertiserId: ADVERTISER_ID, name: 'clients' },
) {}
export class AddressBooksAnswer extends answer(
  pageAnswer(
    book
      .extend({ contacts: z.int().exactOptional().describe('Number of contacts. Present with `counts=true`.') })
      .meta({ id: 'ListedAddressBook' }),
  ),
  { items: [{ ...CLIENTS, contacts: 4_210 }] },
) {}
export class AddressBookAnswer extends answer(book.extend({ contacts: z.int() }).meta({ id: 'CountedAddressBook' }), {
  ...CLIENTS,
  contacts: 4_210,
}) {}

export const consentCounts = z
  .strictObject({
    complete: z.int().describe('Contacts with date, source and wording of their consent.'),
    withoutDate: z.int(),
    withoutSource: z.int(),
    withoutWording: z.int(),
    notGiven: z.int().describe('Contacts that, according to the file, did not agree or no longer do.'),
    none: z.int().describe('Contacts without a claim of consent.'),
  })
  .meta({ id: 'ConsentCounts' })
  .describe('Contacts by the state of their consent. A contact that lacks several parts is counted under each.');
export const CONSENTS = { complete: 4_201, withoutDate: 6, withoutSource: 0, withoutWording: 2, notGiven: 0, none: 1 };

export class BookSummaryAnswer extends answer(
  z.strictObject({
    contacts: z.int(),
    regions: z
      .array(z.strictObject({ region: z.string().describe('ISO 3166-1 alpha-2 code.'), contacts: z.int() }))
      .describe('Regions of the contacts, most frequent first.'),
    fields: z
      .array(
        z.strictObject({
          name: z.string(),
          contacts: z.int().describe('Contacts that have a value in the field.'),
          longest: z
            .string()
            .describe(
              'Value that takes most room in an SMS: the longest of those with characters outside GSM-7, else the longest.',
            ),
        }),
      )
      .describe('Fields that `{{name}}` in a text may refer to, most frequent first.'),
    consents: consentCounts.describe(
      'Consents that were imported with the contacts. Compliance may have consents from other sources. For contacts imported by a release that did not record them, `none` includes all contacts without a consent.',
    ),
  }),
  {
    contacts: 4_210,
    regions: [
      { region: 'FR', contacts: 4_209 },
      { region: 'BE', contacts: 1 },
    ],
    fields: [{ name: 'first_name', contacts: 4_100, longest: 'Marie-Françoise' }],
    consents: CONSENTS,
  },
) {}

export class DeletedAnswer extends answer(z.strictObject({ id: z.string(), deleted: z.literal(true) }), {
  id: BOOK_ID,
  deleted: true,
}) {}

export const remark = z.strictObject({
  row: z.int().describe('Number of the data row, counted from 1.'),
  code: z.string(),
  reason: z.string(),
  number: z
    .string()
    .exactOptional()
    .describe('Phone number in the row, masked. Absent for rows of imports by an earlier release.'),
});

export const REMARK = {
  row: 17,
  code: 'PHONE_LANDLINE',
  reason: 'The number is a landline, which receives no SMS.',
  number: '01 •• •• •• 03',
};

export const importCounts = {
  imported: z.int(),
  withConsent: z.int().describe('Imported contacts with a provable consent, who can receive adverts.'),
  consentsAdded: z.int().describe('Duplicates that added a consent to a contact without one.'),
  summary: z.string(),
  refusedCount: z.int(),
  duplicates: z.int(),
  optedOut: z.int(),
  warningsCount: z.int(),
};
export const countsExample = {
  imported: 4_209,
  withConsent: 4_201,
  consentsAdded: 0,
  summary:
    '4209 contacts imported, 4201 with a provable consent. Full enforcement refuses adverts to the other 8 (CONSENT_MISSING) unless compliance knows their consent from elsewhere.',
  refusedCount: 1,
  duplicates: 0,
  optedOut: 0,
  warningsCount: 0,
};

export class ImportAnswer extends answer(
  z.strictObject({
    ...importCounts,
    refused: z.array(remark).describe('Refused rows, at most 10,000; the counts are complete.'),
    warnings: z.array(remark).describe('Rows imported with a warning, at most 10,000; the counts are complete.'),
  }),
  {
    ...countsExample,
    refused: [REMARK],
    warnings: [],
  },
) {}
