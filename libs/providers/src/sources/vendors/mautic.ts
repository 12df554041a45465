import { z } from 'zod';
import type { ListVendor } from '../list-vendor';

/** A contact with all of its fields may have 20 KB. */
const PAGE = 50;
/** Mautic's reasons of a do-not-contact entry: 1 unsubscribed, 2 bounced, 3 manual. A bounce is no opt-out. */
const OPT_OUT_REASONS = new Set([1, 3]);

const account = z.strictObject({ user: z.string().min(1), password: z.string().min(1) });
const value = z.union([z.string(), z.number()]).nullish();
const contact = z.object({
  doNotContact: z.array(z.object({ channel: z.string(), reason: z.coerce.number() })),
  fields: z.object({ all: z.object({ mobile: value, phone: value }) }),
});
// PHP writes an empty list of named values as [].
const answer = z.object({ contacts: z.union([z.array(contact), z.record(z.string(), contact)]) });

/** Contacts of a Mautic instance with a do-not-contact entry for SMS. */
export const mautic: ListVendor<z.output<typeof account>> = {
  account,
  secrets: ['password'],
  request: ({ user, password }, _, position) => ({
    method: 'GET',
    path: `/api/contacts?start=${position}&limit=${PAGE}&orderBy=id&orderByDir=asc`,
    headers: {
      accept: 'application/json',
      authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
    },
  }),
  read: (json, position) => {
    const contacts = Object.values(answer.parse(json).contacts);
    const listed = contacts.flatMap(({ doNotContact, fields: { all } }) => {
      const isOut = doNotContact.some(({ channel, reason }) => channel === 'sms' && OPT_OUT_REASONS.has(reason));
      const number = all.mobile || all.phone;
      return isOut && number ? [{ number: String(number) }] : [];
    });
    return { listed, ...(contacts.length === PAGE && { next: position + PAGE }) };
  },
};
