import { readPhone } from '@stopsms/kernel';
import { z } from 'zod';
import type { Push, PushOutcome, PushStep, SourceVendor } from '../source-vendor';

/** A contact with all of its fields may have 20 KB. */
const PAGE = 50;
/**
 * Mautic's reasons of a do-not-contact entry: 1 unsubscribed, 2 bounced, 3 manual, 0 none. A bounce is no opt-out; a reason that
 * a later version adds is one.
 */
const NO_OPT_OUT_REASONS = new Set([0, 2]);
const MANUAL = 3;
/** National numbers of all countries end in as many digits of their E.164 form. */
const LAST_DIGITS = 8;
const HOME_COUNTRY = 'FR';

const account = z.strictObject({ user: z.string().min(1), password: z.string().min(1) });
type Account = z.output<typeof account>;
const value = z.union([z.string(), z.number()]).nullish();
const contact = z.object({
  doNotContact: z.array(z.object({ channel: z.string(), reason: z.coerce.number() })),
  fields: z.object({ all: z.object({ mobile: value, phone: value }) }),
});
/** PHP writes an empty list of named values as []. */
const listOf = <T extends z.ZodType>(each: T) =>
  z.object({ contacts: z.union([z.array(each), z.record(z.string(), each)]) });
const answer = listOf(contact);
const found = listOf(contact.extend({ id: z.coerce.number().int().positive() }));
const changed = z.object({ contact: z.object({ id: z.coerce.number() }) });

const headers = ({ user, password }: Account) => ({
  accept: 'application/json',
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
});
const isOut = ({ doNotContact }: z.output<typeof contact>): boolean =>
  doNotContact.some(({ channel, reason }) => channel.toLowerCase() === 'sms' && !NO_OPT_OUT_REASONS.has(reason));

/** Contacts of a Mautic instance with a do-not-contact entry for SMS. */
export const mautic: SourceVendor<Account> = {
  account,
  secrets: ['password'],
  list: {
    request: (of, _, position) => ({
      method: 'GET',
      path: `/api/contacts?start=${position}&limit=${PAGE}&orderBy=id&orderByDir=asc`,
      headers: headers(of),
    }),
    read: (json, position) => {
      const contacts = Object.values(answer.parse(json).contacts);
      const listed = contacts.flatMap((each) => {
        const number = each.fields.all.mobile || each.fields.all.phone;
        return isOut(each) && number ? [{ number: String(number) }] : [];
      });
      return { listed, ...(contacts.length === PAGE && { next: position + PAGE }) };
    },
  },
  push: {
    canLift: true,
    first: (of, push) => ({
      request: { method: 'GET', path: `/api/contacts?${searchOf(push)}`, headers: headers(of) },
      accepted: [200],
      read: ({ json }) => {
        const contacts = Object.values(found.parse(json).contacts).filter((each) => hasNumber(each, push.number));
        if (contacts.length === 0) return 'absent';
        const ids = contacts.filter((each) => isOut(each) !== push.isOut).map(({ id }) => id);
        // Contacts with one number are one person: what one of them had before is not ours to lift.
        return nextOf(of, push, ids, ids.length === contacts.length ? 'done' : 'there');
      },
    }),
  },
};

/** Numbers are stored as they were typed: the last digits find them, whether or not they have a calling code. */
const searchOf = ({ number }: Push): string =>
  new URLSearchParams({
    ...{ 'where[0][expr]': 'orX', limit: String(PAGE) },
    ...Object.fromEntries(
      ['mobile', 'phone'].flatMap((column, n) => [
        [`where[0][val][${n}][col]`, column],
        [`where[0][val][${n}][expr]`, 'like'],
        [`where[0][val][${n}][val]`, `%${number.slice(-LAST_DIGITS)}`],
      ]),
    ),
  }).toString();

function hasNumber({ fields: { all } }: z.output<typeof contact>, e164: string): boolean {
  return [all.mobile, all.phone].some((each) => {
    const phone = readPhone(String(each ?? ''), HOME_COUNTRY);
    return phone.ok && phone.value.e164 === e164;
  });
}

function nextOf(of: Account, push: Push, ids: readonly number[], outcome: PushOutcome): PushOutcome | PushStep {
  const [id, ...others] = ids;
  if (id === undefined) return outcome;
  return {
    request: {
      ...{ method: 'POST', path: `/api/contacts/${id}/dnc/sms/${push.isOut ? 'add' : 'remove'}` },
      headers: { ...headers(of), 'content-type': 'application/json' },
      body: JSON.stringify(push.isOut ? { reason: MANUAL, comments: 'STOP SMS' } : {}),
    },
    accepted: [200, 201],
    read: ({ json }) => changed.parse(json) && nextOf(of, push, others, outcome),
  };
}
