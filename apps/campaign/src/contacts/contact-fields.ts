import type { Caller } from '@stopsms/access';
import { bodyDto, phoneField } from '@stopsms/http';
import { maskMsisdn } from '@stopsms/kernel';
import { z } from 'zod';
import { MAX_COLUMNS } from './imports/contact-table';
import { columnName } from './imports/contact-columns.rule';
import type { StoredContact } from './find-contacts';
import type { Page } from '../http-parts/page';
import { country, label, limit } from '../http-parts/request-fields';

// What the routes of contacts are asked with, and what each caller is shown of a contact.

export const contactId = z.string().regex(/^[1-9]\d{0,17}$/, 'must be the id of a contact, as lists give it');
export const contactCursor = z
  .string()
  .regex(/^\d{1,18}$/, 'must be the nextCursor of the previous page')
  .optional();

const MAX_VALUE_LENGTH = 1_000;
const name = label(100)
  .transform(columnName)
  .describe('Name of the attribute as in the column header of the file. Case is ignored.');

export class ContactSearchDto extends bodyDto(
  z
    .strictObject({
      phone: phoneField.optional().describe('Number in E.164 or in the national format of the advertiser’s country.'),
      attribute: z
        .strictObject({ name, value: label(MAX_VALUE_LENGTH) })
        .optional()
        .describe('Attribute and its exact value. Case is ignored.'),
      region: country.optional().describe('Region whose sending hours and rules apply, ISO 3166-1 alpha-2.'),
      text: label(100).optional().describe('Part of the value of any attribute. Case is ignored.'),
      cursor: contactCursor,
      limit,
    })
    .refine(
      ({ phone, attribute, region, text }) =>
        [phone, attribute, region, text].filter((by) => by !== undefined).length <= 1,
      'must search by one thing at a time: phone, attribute, region or text',
    ),
  { phone: '0639988011' },
) {}

export class ContactChangesDto extends bodyDto(
  z.strictObject({
    attributes: z
      .record(name, label(MAX_VALUE_LENGTH).nullable())
      .refine((changes) => Object.keys(changes).length > 0, 'must name an attribute to change')
      .refine((changes) => Object.keys(changes).length <= MAX_COLUMNS, `must name ${MAX_COLUMNS} at most`)
      .meta({ maxProperties: MAX_COLUMNS })
      .describe('Values by attribute name. Omitted attributes keep their value; null removes one.'),
  }),
  { attributes: { first_name: 'Camille', city: null } },
) {}

/** Programs that keep the list know its numbers; people look at one at a time, so that each access is an audit event. */
export const seesNumbers = ({ kind }: Caller): boolean =>
  kind === 'operator' || kind === 'advertiser' || kind === 'anyone';

export const whole = (contact: StoredContact) => ({ ...contact, maskedMsisdn: maskMsisdn(contact.phone) });

export function shownTo(caller: Caller, { items, ...next }: Page<StoredContact>) {
  const show = ({ phone, ...contact }: StoredContact) => ({
    ...contact,
    maskedMsisdn: maskMsisdn(phone),
    ...(seesNumbers(caller) && { phone }),
  });
  return { items: items.map(show), ...next };
}
