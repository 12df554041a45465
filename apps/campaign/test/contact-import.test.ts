import { type ConsentCollected, consentsCollected } from '@stopsms/contracts';
import { eventually, type Seen } from '@stopsms/testing';
import { type Answer, Bed } from './bed';
import { type Imported, bookOf, importCsv, msisdn, newAdvertiser, newBook, phonesIn } from './people';

let bed: Bed;
let advertiserId: string;
let consents: Seen<ConsentCollected>[];

beforeAll(async () => {
  bed = await Bed.make();
  advertiserId = (await newAdvertiser(bed)).id;
  consents = await bed.collect<ConsentCollected>(consentsCollected);
});
afterAll(() => bed.end());

const codes = ({ body }: Answer<Imported>) => body.refused.map(({ row, code }) => [row, code]);
const contactAt = async (bookId: string, phone: string) =>
  (await bed.post<{ items: object[] }>(`/v1/address-books/${bookId}/contacts/search`, { phone })).body.items;

test('reads a French Excel export: Windows-1252, semicolons, BOM, numbers as people write them', async () => {
  const bookId = await newBook(bed, advertiserId);
  const text = [
    'Téléphone;Prénom;Date de consentement;Origine du consentement;Texte du consentement',
    '06 39 98 00 01;Zoé;25/11/2025 10:30;caisse;J’accepte les SMS',
    '0033639980002;Noël;;;',
    "'0639980003;François;;;",
    '6,12E+08;Rounded;;;',
    '06.39.98.00.01;Zoé again;;;',
    ';;;;',
    '01 99 00 12 34;Landline;;;',
    '+32470123456;Belgian;;;',
    '0639;Short;;;',
    'inconnu;Word;;;',
    '',
  ].join('\r\n');
  const windows1252 = Buffer.from(text.replaceAll('’', '\u0092'), 'latin1');
  const imported = await importCsv(bed, bookId, Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), windows1252]));

  expect(imported.status).toBe(200);
  expect(imported.body).toMatchObject({ imported: 4, withConsent: 1, refusedCount: 5, duplicates: 1, warnings: [] });
  expect(imported.body.summary).toBe(
    '4 contacts imported, 1 with a provable consent. Full enforcement refuses adverts to the other 3 (CONSENT_MISSING) unless compliance knows their consent from elsewhere.',
  );
  expect(codes(imported)).toEqual([
    [4, 'PHONE_EXCEL_MANGLED'],
    [5, 'DUPLICATE'],
    [7, 'PHONE_LANDLINE'],
    [9, 'PHONE_TOO_SHORT'],
    [10, 'PHONE_NOT_A_NUMBER'],
  ]);
  expect(JSON.stringify(imported.body)).not.toMatch(/639980001|0199001234|01 99 00/);
  expect(await phonesIn(bed, bookId)).toEqual(['+32470123456', ...[1, 2, 3].map(msisdn)]);
  expect(await contactAt(bookId, '0639980001')).toEqual([
    expect.objectContaining({ phone: msisdn(1), region: 'FR', attributes: { prénom: 'Zoé' } }),
  ]);
});

test('sends a complete consent with its proof to compliance once, however often the file is sent', async () => {
  const file = `phone,consent_at,consent_source,consent_wording\n${msisdn(10)},2026-03-02T10:30:00Z,shop,I agree\n`;
  const bookId = await newBook(bed, advertiserId);
  await importCsv(bed, bookId, file);
  const recipientKey = bed.keys.keyOf(msisdn(10));
  const mine = () => consents.filter(({ value }) => value.recipientKey === recipientKey);
  const [consent] = await eventually('the consent is on the topic', () => mine().length > 0 && mine());
  expect(consent).toMatchObject({
    key: recipientKey,
    value: {
      advertiserId,
      grantedAt: Date.parse('2026-03-02T10:30:00Z'),
      source: 'shop',
      wording: 'I agree',
      collectedBy: `address book ${bookId}, file row 2`,
    },
  });

  const again = await importCsv(bed, bookId, file);
  expect(codes(again)).toEqual([[1, 'DUPLICATE']]);
  await importCsv(bed, await newBook(bed, advertiserId), file);
  await eventually('the second book says the same consent', () => mine().length === 2);
  expect(new Set(mine().map(({ value }) => value.consentId)).size).toBe(1);
});

test('names the row of a JSON file as its position, since it has no header', async () => {
  const bookId = await newBook(bed, advertiserId);
  const consent = { consent_at: '2026-03-02T10:30:00Z', consent_source: 'shop', consent_wording: 'I agree' };
  await bed.post(`/v1/address-books/${bookId}/contacts`, [
    { phone: 'none', ...consent },
    { phone: msisdn(11), ...consent },
  ]);
  const recipientKey = bed.keys.keyOf(msisdn(11));
  const [consentOf] = await eventually('the consent is on the topic', () => {
    const mine = consents.filter(({ value }) => value.recipientKey === recipientKey);
    return mine.length > 0 && mine;
  });
  expect(consentOf?.value.collectedBy).toBe(`address book ${bookId}, file row 2`);
});

test('imports a contact without a consent that cannot be proven, with a warning', async () => {
  const bookId = await newBook(bed, advertiserId);
  const rows = [
    `${msisdn(20)},2026-03-02,,I agree`,
    `${msisdn(21)},soon,shop,I agree`,
    `${msisdn(22)},2099-01-01,shop,I agree`,
    `${msisdn(23)},,,`,
    `${msisdn(24)},2026-03-02,shop,I agree`,
  ];
  const { body } = await importCsv(
    bed,
    bookId,
    ['phone,consent_at,consent_source,consent_wording', ...rows].join('\n'),
  );
  expect(body).toMatchObject({ imported: 5, withConsent: 1, refusedCount: 0, warningsCount: 3 });
  expect(body.warnings.map(({ row, code }) => [row, code])).toEqual([
    [1, 'CONSENT_INCOMPLETE'],
    [2, 'CONSENT_DATE_UNREADABLE'],
    [3, 'CONSENT_DATE_IN_FUTURE'],
  ]);
  expect(await contactAt(bookId, msisdn(20))).toEqual([expect.not.objectContaining({ consentId: expect.anything() })]);
});

test('refuses a file without any provable consent before storing it, unless the caller confirms', async () => {
  const bookId = await newBook(bed, advertiserId);
  const file = Buffer.from(
    `Téléphone;Date de consentement;Origine du consentement\r\n639980025;25/11/2025;caisse\r\n639980026;;\r\n`,
    'latin1',
  );
  const refused = await importCsv(bed, bookId, file, '');
  expect(refused).toMatchObject({ status: 400, body: { code: 'CONSENT_UNUSABLE', imported: 0 } });
  expect(refused.body.warnings).toEqual([
    {
      row: 1,
      code: 'CONSENT_INCOMPLETE',
      number: '63•••••25',
      reason:
        'consent_wording ("Texte du consentement") is missing, and a consent without it cannot be proven. Not imported.',
    },
  ]);
  expect(await phonesIn(bed, bookId)).toEqual([]);
  const meant = await importCsv(bed, bookId, file);
  expect(meant).toMatchObject({ status: 200, body: { imported: 2, withConsent: 0, warningsCount: 1 } });
});

test('refuses a file without consent columns before storing it, and names the missing ones', async () => {
  const bookId = await newBook(bed, advertiserId);
  const refused = await importCsv(bed, bookId, `Téléphone;Prénom\n0639980027;Zoé\n`, '');
  expect(refused).toMatchObject({ status: 400, body: { code: 'CONSENT_UNUSABLE', imported: 0, warnings: [] } });
  expect(refused.body.detail).toContain('"Date de consentement", "Origine du consentement", "Texte du consentement"');
  const json = await bed.post<Imported>(`/v1/address-books/${bookId}/contacts`, [{ phone: msisdn(27) }]);
  expect(json).toMatchObject({ status: 400, body: { code: 'CONSENT_UNUSABLE' } });
  expect(await phonesIn(bed, bookId)).toEqual([]);
});

test('the refusal states how the advertiser’s level of enforcement treats adverts without consent', async () => {
  const { id } = await newAdvertiser(bed);
  const detail = async () => {
    const refused = await importCsv(bed, await newBook(bed, id), `Téléphone\n0639980028\n`, '');
    return refused.body.detail;
  };
  expect(await detail()).toContain('every advert to them would be refused');
  await bed.post(`/v1/advertisers/${id}/enforcement`, { level: 'observe', by: 'anne', reason: 'first weeks' });
  expect(await detail()).toContain(
    "sent only as long as the advertiser's enforcement is observe, and refused under full",
  );
});

test('imports and reports a file in which half lack a consent and dates have several formats', async () => {
  const bookId = await newBook(bed, advertiserId);
  const dates = ['25/11/2025', '25-11-2025 10:30', '25.11.2025 à 10h30', '2025-11-25T10:30:00Z', '25/11/25', '45986'];
  const rows = dates.map((date, n) => `${msisdn(60 + n)};${date};caisse;J’accepte`);
  const without = dates.map((_, n) => `${msisdn(70 + n)};;;`);
  const head = 'Numéro de portable;DATE DE CONSENTEMENT;Canal opt-in;Mention du consentement';
  const { body } = await importCsv(bed, bookId, [head, ...without, ...rows].join('\r\n'), '');
  expect(body).toMatchObject({ imported: 12, withConsent: 5, warningsCount: 1 });
  expect(body.warnings.map(({ row, code }) => [row, code])).toEqual([[12, 'CONSENT_DATE_UNREADABLE']]);
});

test('a contact without consent gets it from a later file and keeps the first one', async () => {
  const bookId = await newBook(bed, advertiserId);
  const head = 'Téléphone;Date de consentement;Origine du consentement;Texte du consentement';
  await importCsv(bed, bookId, `Téléphone;Prénom\n0639980028;Zoé\n0639980029;Léo`);
  const file = (date: string) => `${head}\n0639980028;${date};caisse;J’accepte\n0639980029;;;`;
  const mended = await importCsv(bed, bookId, file('25/11/2025'));
  expect(mended.body).toMatchObject({ imported: 0, consentsAdded: 1, duplicates: 1 });
  expect(mended.body.summary).toContain('1 contact imported before without a consent got theirs.');
  const recipientKey = bed.keys.keyOf(msisdn(28));
  const [published] = await eventually('the consent is published', () => {
    const own = consents.filter(({ value }) => value.recipientKey === recipientKey);
    return own.length > 0 && own;
  });
  expect(await contactAt(bookId, msisdn(28))).toEqual([
    expect.objectContaining({ consentId: published?.value.consentId, attributes: { prénom: 'Zoé' } }),
  ]);
  const later = await importCsv(bed, bookId, file('26/11/2025'));
  expect(later.body).toMatchObject({ imported: 0, consentsAdded: 0, duplicates: 2 });
});

test('a quoted field may contain line breaks and delimiters; rows are still counted one by one', async () => {
  const bookId = await newBook(bed, advertiserId);
  const imported = await importCsv(bed, bookId, `phone;note\r\n${msisdn(30)};"one;\r\ntwo ""2"""\r\nx;\r\n`);
  expect(codes(imported)).toEqual([[2, 'PHONE_NOT_A_NUMBER']]);
  expect(await contactAt(bookId, msisdn(30))).toEqual([
    expect.objectContaining({ attributes: { note: 'one;\r\ntwo "2"' } }),
  ]);
});

test('imports contacts as JSON with the same checks', async () => {
  const bookId = await newBook(bed, advertiserId);
  const contacts = [
    { phone: msisdn(40), first_name: 'Zo\u0000é', age: 42, vip: true, city: null },
    { phone: '0639980041' },
    { phone: 33_639_980_042 },
    { first_name: 'half \ud83d' },
  ];
  const imported = await bed.post<Imported>(`/v1/address-books/${bookId}/contacts?withoutConsent=true`, contacts);
  expect(imported.body).toMatchObject({ imported: 3, refusedCount: 1 });
  expect(codes(imported)).toEqual([[4, 'PHONE_EMPTY']]);
  expect(await contactAt(bookId, msisdn(40))).toEqual([
    expect.objectContaining({ attributes: { first_name: 'Zo\uFFFDé', age: '42', vip: 'true' } }),
  ]);
});

test('lists contacts page by page', async () => {
  const bookId = await bookOf(bed, advertiserId, 100, 105);
  const first = await bed.get<{ items: object[]; nextCursor: string }>(`/v1/address-books/${bookId}/contacts?limit=3`);
  expect(first.body.items).toHaveLength(3);
  const rest = await bed.get<{ items: object[] }>(
    `/v1/address-books/${bookId}/contacts?limit=3&cursor=${first.body.nextCursor}`,
  );
  expect(rest.body.items).toHaveLength(2);
  expect(rest.body).not.toHaveProperty('nextCursor');
});

test.each([
  {
    it: 'an unknown address book',
    path: '/v1/address-books/00000000-0000-4000-8000-000000000000/contacts',
    status: 404,
    code: 'not-found',
  },
  { it: 'an id that is none', path: '/v1/address-books/x/contacts', status: 400, code: 'invalid-request' },
])('$it has no contacts', async ({ path, status, code }) => {
  expect(await bed.get(path)).toMatchObject({ status, body: { code } });
});

test('refuses a search for an invalid number', async () => {
  const bookId = await newBook(bed, advertiserId);
  const answer = await bed.post(`/v1/address-books/${bookId}/contacts/search`, { phone: '0639' });
  expect(answer).toMatchObject({ status: 400, body: { code: 'PHONE_TOO_SHORT' } });
});
