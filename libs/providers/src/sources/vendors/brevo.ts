import { z } from 'zod';
import type { ListVendor } from '../list-vendor';

const PAGE = 250;

const account = z.strictObject({ apiKey: z.string().min(1) });
const answer = z.object({
  contacts: z.array(
    z.object({
      smsBlacklisted: z.boolean(),
      attributes: z.object({ SMS: z.union([z.string(), z.number()]).optional() }).optional(),
    }),
  ),
});

/** Contacts of a Brevo account that are blocked for SMS. Their date of blocking is not in the answer. */
export const brevo: ListVendor<z.output<typeof account>> = {
  account,
  secrets: ['apiKey'],
  baseUrl: 'https://api.brevo.com',
  request: ({ apiKey }, _, position) => ({
    method: 'GET',
    path: `/v3/contacts?limit=${PAGE}&offset=${position}&sort=asc`,
    headers: { accept: 'application/json', 'api-key': apiKey },
  }),
  read: (json, position) => {
    const { contacts } = answer.parse(json);
    const listed = contacts.flatMap(({ smsBlacklisted, attributes }) =>
      smsBlacklisted && attributes?.SMS !== undefined ? [{ number: String(attributes.SMS) }] : [],
    );
    return { listed, ...(contacts.length === PAGE && { next: position + PAGE }) };
  },
};
