import { readColumns } from './contact-columns';

test.each([
  { it: 'as documented', headers: ['phone', 'first_name'], phone: 0, attributes: ['first_name'] },
  { it: 'in capitals and with spaces', headers: [' Prénom ', ' PHONE'], phone: 1, attributes: ['prénom'] },
  { it: 'in French', headers: ['nom', 'Téléphone'], phone: 1, attributes: ['nom'] },
  { it: 'a mobile beside a landline', headers: ['telephone', 'portable'], phone: 1, attributes: ['telephone'] },
  { it: 'nameless columns', headers: ['phone', '', ' '], phone: 0, attributes: [] },
])('columns $it are found', ({ headers, phone, attributes }) => {
  const columns = readColumns(headers);
  expect(columns).toMatchObject({ ok: true, value: { phone } });
  if (columns.ok) expect(columns.value.attributes.map(({ name }) => name)).toEqual(attributes);
});

test('the consent columns are no attributes', () => {
  const columns = readColumns(['CONSENT_AT', 'phone', 'Consent_Wording', 'consent_source', 'city']);
  expect(columns).toEqual({
    ok: true,
    value: { phone: 1, consentAt: 0, consentSource: 3, consentWording: 2, attributes: [{ name: 'city', index: 4 }] },
  });
});

test('a file without a phone column is refused with the columns it has, and without their numbers', () => {
  const columns = readColumns(['Nom', '0639980012']);
  expect(columns).toMatchObject({ ok: false, refusal: { code: 'CSV_NO_PHONE_COLUMN' } });
  if (columns.ok) return;
  expect(columns.refusal.detail).toContain('"nom", "…"');
  expect(columns.refusal.detail).not.toContain('0639980012');
});
