import { z } from 'zod';
import type { HttpRequest } from '../../http/http-call';
import type { Push, PushStep, SourceVendor } from '../source-vendor';

const PAGE = 250;

const account = z.strictObject({ apiKey: z.string().min(1) });
type Account = z.output<typeof account>;
const answer = z.object({
  contacts: z.array(
    z.object({
      smsBlacklisted: z.boolean(),
      attributes: z.object({ SMS: z.union([z.string(), z.number()]).optional() }).optional(),
    }),
  ),
});
const contact = z.object({ smsBlacklisted: z.boolean() });
const missing = z.object({ code: z.literal('document_not_found') });

const headers = ({ apiKey }: Account) => ({ accept: 'application/json', 'api-key': apiKey });

/** Contacts of a Brevo account that are blocked for SMS. Their date of blocking is not in the answer. */
export const brevo: SourceVendor<Account> = {
  account,
  secrets: ['apiKey'],
  baseUrl: 'https://api.brevo.com',
  list: {
    request: (of, _, position) => ({
      method: 'GET',
      path: `/v3/contacts?limit=${PAGE}&offset=${position}&sort=asc`,
      headers: headers(of),
    }),
    read: (json, position) => {
      const { contacts } = answer.parse(json);
      const listed = contacts.flatMap(({ smsBlacklisted, attributes }) =>
        smsBlacklisted && attributes?.SMS !== undefined ? [{ number: String(attributes.SMS) }] : [],
      );
      return { listed, ...(contacts.length === PAGE && { next: position + PAGE }) };
    },
  },
  push: {
    canLift: true,
    // The contact is read first: a block that Brevo has already is not ours to lift later.
    first: (of, push) => ({
      ...{ request: contactRequest(of, push, 'GET'), accepted: [200, 404] },
      read: ({ status, json }) => {
        if (status === 404) return missing.parse(json) && 'absent';
        return contact.parse(json).smsBlacklisted === push.isOut ? 'there' : change(of, push);
      },
    }),
  },
};

const change = (of: Account, push: Push): PushStep => ({
  request: {
    ...contactRequest(of, push, 'PUT'),
    headers: { ...headers(of), 'content-type': 'application/json' },
    body: JSON.stringify({ smsBlacklisted: push.isOut }),
  },
  accepted: [204],
  read: () => 'done',
});

const contactRequest = (of: Account, { number }: Push, method: HttpRequest['method']): HttpRequest => ({
  ...{ method, path: `/v3/contacts/${encodeURIComponent(number)}?identifierType=phone_id`, headers: headers(of) },
});
