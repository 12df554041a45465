import { type Result, ok, refused } from '@stopsms/kernel';
import { z } from 'zod';
import type { ContactTable, TableRefusal } from './contact-table';

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export const jsonContacts = z.array(z.record(z.string(), cell));

/** A JSON array of objects as a table: the columns are all the names that occur. */
export function readJsonContacts(body: unknown): Result<ContactTable, TableRefusal> {
  const parsed = jsonContacts.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return refused({
      code: 'JSON_NOT_CONTACTS',
      detail: `The body is not an array of flat objects${issue?.path.length ? ` at [${issue.path.join('].[')}]` : ''}. Send [{"phone": "+33639980012", "first_name": "Camille"}].`,
    });
  }
  const headers = [...new Set(parsed.data.flatMap((contact) => Object.keys(contact)))];
  return ok({ headers, rows: rowsOf(parsed.data, headers) });
}

async function* rowsOf(contacts: z.output<typeof jsonContacts>, headers: string[]) {
  for (const contact of contacts) yield ok(headers.map((name) => String(contact[name] ?? '')));
}
