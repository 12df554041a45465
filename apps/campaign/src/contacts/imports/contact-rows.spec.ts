import { SystemClock } from '@stopsms/kernel';
import type { AddressBook } from '../books/find-address-books';
import { contactRows } from './contact-rows';
import { NO_OPTIONS } from './import-options';
import { AHEAD_ROWS } from './read-ahead';
import { readJsonContacts } from './read-json-contacts';

const BOOK: AddressBook = { id: 'b', advertiserId: 'a', country: 'FR' } as AddressBook;
const CONTACT = { consent_at: '2026-03-02', consent_source: 'caisse', consent_wording: 'Oui aux SMS' };
const phone = (n: number) => `+336399${String(80_000 + n)}`;

/** Reads each contact of a JSON array as `taken`, `denied` or the code of a refusal. */
async function readAll(contacts: object[]): Promise<string[]> {
  const body = (async function* () {
    yield Buffer.from(JSON.stringify(contacts));
  })();
  const table = await readJsonContacts(body);
  if (!table.ok) return [table.refusal.code];
  const made: string[] = [];
  for await (const row of contactRows(table.value, BOOK, new SystemClock(), NO_OPTIONS)) {
    if (!row.ok) made.push(row.refusal.code);
    else if (!row.value.contact.ok) made.push(row.value.contact.refusal.code);
    else made.push(row.value.contact.value.consent.ok ? 'taken' : 'denied');
  }
  return made;
}

test.each(['consent_state', 'optin'])('a contact before the first one with %s has no consent', async (field) => {
  const contacts = [
    { phone: phone(1), ...CONTACT },
    { phone: phone(2), ...CONTACT, [field]: 'yes' },
  ];
  expect(await readAll(contacts)).toEqual(['denied', 'taken']);
});

test('an agreement column that appears after the read-ahead refuses the rest', async () => {
  const before = Array.from({ length: AHEAD_ROWS }, (_, n) => ({ phone: phone(n), ...CONTACT }));
  const made = await readAll([...before, { phone: phone(3_000), ...CONTACT, consent_state: 'no' }]);
  expect(made).toHaveLength(AHEAD_ROWS + 1);
  expect(made.at(-1)).toBe('JSON_NOT_CONTACTS');
  const other = await readAll([...before, { phone: phone(3_000), ...CONTACT, ville: 'Liège' }]);
  expect(other.at(-1)).toBe('taken');
});

test('returns the rows before the break of a truncated body', async () => {
  const broken = (async function* () {
    yield Buffer.from(`[{"phone":"${phone(1)}"},{"phone":"${phone(2)}"},`);
    await Promise.reject(new Error('broken off'));
  })();
  const table = await readJsonContacts(broken);
  const made: string[] = [];
  const reading = (async () => {
    if (table.ok) for await (const row of table.value.rows) if (row.ok) made.push(...row.value);
  })();
  await expect(reading).rejects.toThrow('broken off');
  expect(made).toEqual([phone(1), phone(2)]);
});

const record = (more: object) => ({
  ...{ record_id: 'r', pii_principal_id: phone(1), privacy_notice: 'https://lorane.example/sms' },
  purposes: [{ purpose: 'Offres par SMS', lawful_basis: 'consent', collection_method: 'form' }],
  event: [{ event_time: '2025-01-02T09:30:00Z', event_state: 'consent_given', ...more }],
});

test.each([
  ['P1Y', 'denied'],
  ['P50Y', 'taken'],
  ['2025-06-01', 'denied'],
  ['2090-06-01', 'taken'],
  ['a year', 'denied'],
])('a record whose consent is valid for %s is %s', async (validity, made) => {
  expect(await readAll([record({ validity_duration: validity })])).toEqual([made]);
});

test('a column name that JSON objects inherit denies no consent', async () => {
  const contact = `{"phone":"${phone(1)}","__proto__":"x","constructor":"y","toString":"z"}`;
  expect(await readAll([{ ...(JSON.parse(contact) as object), ...CONTACT }])).toEqual(['taken']);
});
