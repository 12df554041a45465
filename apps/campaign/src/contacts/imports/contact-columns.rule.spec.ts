import { columnName, readColumns } from './contact-columns.rule';

test.each([
  { it: 'as documented', headers: ['phone', 'first_name'], phone: 0, attributes: ['first_name'] },
  { it: 'in capitals and with spaces', headers: [' Prénom ', ' PHONE'], phone: 1, attributes: ['prénom'] },
  { it: 'in French', headers: ['nom', 'Téléphone'], phone: 1, attributes: ['nom'] },
  { it: 'a mobile beside a landline', headers: ['telephone', 'portable'], phone: 1, attributes: ['telephone'] },
  {
    it: 'with a number sign and an abbreviation',
    headers: ['nom', 'N° Tél. portable', 'tel'],
    phone: 1,
    attributes: ['nom', 'tel'],
  },
  { it: 'as numbers', headers: ['N°', 'Nom', 'Numéro'], phone: 2, attributes: ['n°', 'nom'] },
  { it: 'as numbers beside better ones', headers: ['Numéro', 'Portable'], phone: 1, attributes: ['numéro'] },
  { it: 'in capitals, with a number sign', headers: ['NOM', 'NUMÉRO DE MOBILE'], phone: 1, attributes: ['nom'] },
  { it: 'with non-breaking spaces', headers: ['Nom', 'N°\u00a0de\u00a0portable'], phone: 1, attributes: ['nom'] },
  {
    it: 'with accents stored apart',
    headers: ['Te\u0301le\u0301phone', 'Pre\u0301nom'],
    phone: 0,
    attributes: ['prénom'],
  },
  { it: 'nameless columns', headers: ['phone', '', ' '], phone: 0, attributes: [] },
])('finds columns $it', ({ headers, phone, attributes }) => {
  const columns = readColumns(headers);
  expect(columns).toMatchObject({ ok: true, value: { phone } });
  if (columns.ok) expect(columns.value.attributes.map(({ name }) => name)).toEqual(attributes);
});

test('consent columns are not attributes', () => {
  const columns = readColumns(['CONSENT_AT', 'phone', 'Consent_Wording', 'consent_source', 'city']);
  expect(columns).toEqual({
    ok: true,
    value: {
      phone: 1,
      consentAt: 0,
      consentSource: 3,
      consentWording: 2,
      attributes: [{ name: 'city', index: 4 }],
      kinds: [...Array<undefined>(4), 'other'],
    },
  });
});

test.each([
  ['Téléphone;Prénom;Date de consentement;Origine du consentement;Texte du consentement', 2, 3, 4],
  ['TELEPHONE;TEXTE CONSENTEMENT;DATE CONSENTEMENT;SOURCE CONSENTEMENT', 2, 3, 1],
  [' téléphone ; date et heure du consentement SMS ;provenance_consentement;Libellé du consentement', 1, 2, 3],
  ["phone;Date d'opt-in;Canal opt in;Formulation de l’optin", 1, 2, 3],
  ['Numéro;Mention de consentement;Consentement (date);Mode de recueil du consentement', 2, 3, 1],
  ['phone;consent date;consent source;consent text', 1, 2, 3],
  // A column about neither date, source nor wording is no part of a consent.
  [
    'phone;Consentement;Date de naissance;Origine;Texte;Date de consentement newsletter',
    undefined,
    undefined,
    undefined,
  ],
])('knows the consent columns of %s', (headers, consentAt, consentSource, consentWording) => {
  expect(readColumns(headers.split(';'))).toMatchObject({
    ok: true,
    value: { phone: 0, consentAt, consentSource, consentWording },
  });
});

test('refuses a file without a phone column, and names its columns without phone numbers', () => {
  const columns = readColumns(['Nom', '0639980012']);
  expect(columns).toMatchObject({ ok: false, refusal: { code: 'CSV_NO_PHONE_COLUMN' } });
  if (columns.ok) return;
  expect(columns.refusal.detail).toContain('"Nom", "…"');
  expect(columns.refusal.detail).not.toContain('0639980012');
});

test.each([
  ['Téléphone;Nom;TELEPHONE', '"Téléphone" (column 1) and "TELEPHONE" (column 3)'],
  ['Tél.;n° tel', '"Tél." (column 1) and "n° tel" (column 2)'],
  ['phone;consent_at;Date de consentement', '"consent_at" (column 2) and "Date de consentement" (column 3)'],
  ['phone;Prénom;prénom ', '"Prénom" (column 2) and "prénom" (column 3)'],
])('refuses %s as ambiguous', (headers, says) => {
  const columns = readColumns(headers.split(';'));
  expect(columns).toMatchObject({ ok: false, refusal: { code: 'COLUMN_TWICE' } });
  if (!columns.ok) expect(columns.refusal.detail).toContain(says);
});

test('lists nameless and duplicate columns one beside the other', () => {
  expect(readColumns(['mobile', '', '', 'telephone', 'tel', 'Consentement', 'Origine'])).toMatchObject({ ok: true });
});

test.each([
  ['a NUL', 'note\0', 'note\uFFFD'],
  ['half a character, where a long name is cut', `${'x'.repeat(99)}😀`, `${'x'.repeat(99)}\uFFFD`],
])('stores a name with %s', (_, written, name) => {
  expect(columnName(written)).toBe(name);
});

test('uses the columns that the sender names; others that would be guessed become attributes', () => {
  const headers = ['Téléphone', 'GSM client', 'Inscrit le', 'Date de consentement', 'Optin'];
  const columns = readColumns(headers, { phone: ' gsm CLIENT ', consentAt: 'Inscrit le' });
  expect(columns).toMatchObject({ ok: true, value: { phone: 1, consentAt: 2, consentState: undefined } });
  if (columns.ok) expect(columns.value.attributes.map(({ index }) => index)).toEqual([0, 3, 4]);
});

test.each([
  ['no such column', { consentAt: 'Inscription' }, 'COLUMN_UNKNOWN'],
  ['one that the header has twice', { consentAt: 'Date' }, 'COLUMN_TWICE'],
  ['one column for two parts', { consentAt: 'Note', consentWording: 'note' }, 'COLUMN_TWICE'],
])('refuses the choice of %s', (_, chosen, code) => {
  expect(readColumns(['phone', 'Date', 'date', 'Note'], chosen)).toMatchObject({ ok: false, refusal: { code } });
});

test('guesses the column of a consent state', () => {
  const columns = readColumns(['phone', 'Statut du consentement']);
  expect(columns).toMatchObject({ ok: true, value: { consentState: 1 } });
});
