import { type ConsentCollected, consentsCollected, optOutChanged } from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import { Bed } from './bed';
import { msisdn, newAdvertiser, newBook, phonesIn } from './people';
import { optOut } from './what-others-say';

let bed: Bed;
let advertiserId: string;

beforeAll(async () => {
  bed = await Bed.make();
  advertiserId = (await newAdvertiser(bed)).id;
});
afterAll(() => bed.end());

interface Preview {
  code?: string;
  imported: number;
  withConsent: number;
  columns: Record<string, unknown>;
  outcomes: { adverts: number; noAdverts: number; notImported: number };
  reasons: { code: string; count: number }[];
  consents: Record<string, number>;
  firstRows: { row: number; number: string; outcome: string; code?: string; reason?: string }[];
}

const MAPPED = {
  ...{
    phoneColumn: 'GSM client',
    consentAtColumn: 'Inscrit',
    consentStateColumn: 'Accord',
    dates: 'mdy',
    country: 'BE',
  },
  ...{
    consentSource: 'boutique de Liège',
    consentWording: 'J’accepte les offres de Lorane par SMS.',
    withoutConsent: 'true',
  },
};
const send = <T>(bookId: string, path: string, query: object, body: string, type = 'text/csv') =>
  bed.send<T>(
    'POST',
    `/v1/address-books/${bookId}/imports${path}?${new URLSearchParams({ ...query })}`,
    Buffer.from(body),
    {
      'content-type': type,
    },
  );
const over = (id: string) =>
  eventually('the import is over', async () => {
    const { body } = await bed.get<{ state: string; imported: number; withConsent: number }>(`/v1/imports/${id}`);
    return body.state === 'completed' && body;
  });

test('a preview shows the result of each row by mapped columns and stores nothing; the import has the same result', async () => {
  const bookId = await newBook(bed, advertiserId);
  const consents = await bed.collect<ConsentCollected>(consentsCollected);
  const out = bed.keys.keyOf(msisdn(700));
  await bed.say(optOutChanged, optOut(out, [advertiserId], { at: Date.parse('2026-05-01T10:00:00Z') }));
  const rows = [
    '0470123456,04/13/2026,oui', // Belgian, in the form of the file
    `${msisdn(700)},04/13/2026,oui`,
    `${msisdn(701)},13/04/2026,oui`,
    `${msisdn(702)},,oui`,
    `${msisdn(703)},04/13/2026,non`,
    'unknown,04/13/2026,oui',
  ];
  const file = ['GSM client,Inscrit,Accord', ...rows].join('\n');
  const preview = await eventually('the opt-out is known', async () => {
    const { body } = await send<Preview>(bookId, '/check', MAPPED, file);
    return body.outcomes.notImported === 2 && body;
  });
  expect(preview.columns).toEqual({
    headers: ['GSM client', 'Inscrit', 'Accord'],
    ...{ phone: 'GSM client', consentAt: 'Inscrit', consentState: 'Accord' },
  });
  expect(preview.firstRows.map(({ row, outcome, code }) => [row, outcome, code])).toEqual([
    [1, 'adverts', undefined],
    [2, 'not-imported', 'OPTED_OUT'],
    [3, 'no-adverts', 'CONSENT_DATE_UNREADABLE'],
    [4, 'no-adverts', 'CONSENT_INCOMPLETE'],
    [5, 'no-adverts', 'CONSENT_NOT_GIVEN'],
    [6, 'not-imported', 'PHONE_NOT_A_NUMBER'],
  ]);
  expect(preview.firstRows[1]?.reason).toContain('on 2026-05-01, after the consent of this row');
  expect(preview.outcomes).toEqual({ adverts: 1, noAdverts: 3, notImported: 2 });
  const counts = { complete: 1, withoutDate: 2, withoutSource: 0, withoutWording: 0, notGiven: 1, none: 0 };
  expect(preview.consents).toEqual(counts);
  expect(JSON.stringify(preview)).not.toMatch(/0470123456|\+33639980[1-9]\d\d/);
  expect(await phonesIn(bed, bookId)).toEqual([]);

  const { body } = await send<{ id: string }>(bookId, '', MAPPED, file);
  expect(await over(body.id)).toMatchObject({ imported: 4, withConsent: 1 });
  const mine = () => consents.filter(({ value }) => value.collectedBy.includes(bookId));
  await eventually('its consent is published', () => mine().length === 1);
  expect(mine()[0]?.value).toMatchObject({
    grantedAt: Date.parse('2026-04-12T22:00:00Z'),
    ...{ source: 'boutique de Liège', wording: 'J’accepte les offres de Lorane par SMS.' },
  });
  expect((await bed.get(`/v1/address-books/${bookId}/summary`)).body).toMatchObject({ consents: counts });
  const again = await send<{ id: string }>(bookId, '', MAPPED, file);
  expect(await over(again.body.id)).toMatchObject({ imported: 0 });
});

test('the summary of an address book counts contacts without a claim and consents that arrive later', async () => {
  const bookId = await newBook(bed, advertiserId);
  const bare = await send<{ id: string }>(
    bookId,
    '',
    { withoutConsent: 'true' },
    `phone\n${msisdn(710)}\n${msisdn(711)}`,
  );
  await over(bare.body.id);
  expect((await bed.get(`/v1/address-books/${bookId}/summary`)).body).toMatchObject({
    consents: { complete: 0, none: 2 },
  });
  const later = `phone,consent_at,consent_source,consent_wording\n${msisdn(711)},2026-03-02,shop,Yes`;
  await over((await send<{ id: string }>(bookId, '', {}, later)).body.id);
  expect((await bed.get(`/v1/address-books/${bookId}/summary`)).body).toMatchObject({
    consents: { complete: 1, none: 1 },
  });
});

test('a no in any row denies the consent of the number; one for an existing contact is reported', async () => {
  const bookId = await newBook(bed, advertiserId);
  const claim = '2026-03-02,shop,Yes';
  const head = 'phone,consent_at,consent_source,consent_wording,optin';
  const first = [`${msisdn(740)},${claim},yes`, `${msisdn(741)},${claim},yes`, `${msisdn(740)},${claim},no`];
  const file = [head, ...first].join('\n');
  const { body: preview } = await send<Preview>(bookId, '/check', {}, file);
  expect(preview.firstRows.map(({ outcome, code }) => [outcome, code])).toEqual([
    ['no-adverts', 'CONSENT_NOT_GIVEN'],
    ['adverts', undefined],
    ['not-imported', 'DUPLICATE'],
  ]);
  expect(await over((await send<{ id: string }>(bookId, '', {}, file)).body.id)).toMatchObject({
    ...{ imported: 2, withConsent: 1 },
  });
  const later = [head, `${msisdn(741)},${claim},no`].join('\n');
  const { body } = await send<{ warnings: { code: string; reason: string }[] }>(
    bookId,
    '/check',
    { withoutConsent: 'true' },
    later,
  );
  expect(body.warnings).toEqual([expect.objectContaining({ row: 1, code: 'CONSENT_NOT_GIVEN' })]);
});

test('imports consent records of ISO/IEC TS 27560; a withdrawn one is not a consent', async () => {
  const bookId = await newBook(bed, advertiserId);
  const record = (n: number, state: string) => ({
    ...{ record_id: `r${n}`, pii_principal_id: msisdn(n), privacy_notice: 'https://lorane.example/sms' },
    purposes: [{ purpose: 'Offres par SMS', lawful_basis: 'consent', collection_method: 'form' }],
    event: [{ event_time: '2026-03-02T09:30:00Z', event_state: state }],
  });
  const records = JSON.stringify([record(720, 'consent_given'), record(721, 'consent_withdrawn')]);
  const { body } = await send<Preview>(bookId, '/check', {}, records, 'application/json');
  expect(body.firstRows.map(({ outcome, code }) => [outcome, code])).toEqual([
    ['adverts', undefined],
    ['no-adverts', 'CONSENT_NOT_GIVEN'],
  ]);
});

test.each([
  ['a column that the file has not', { consentAtColumn: 'Inscription' }, 400, 'COLUMN_UNKNOWN'],
  ['a form of dates that nobody reads', { dates: 'ydm' }, 400, 'invalid-request'],
  ['a country that is none', { country: 'XX' }, 400, 'invalid-request'],
  ['a wording longer than an address may hold', { consentWording: 'x'.repeat(1_001) }, 400, 'invalid-request'],
])('refuses %s and stores nothing', async (_, query, status, code) => {
  const bookId = await newBook(bed, advertiserId);
  const file = `phone\n${msisdn(730)}`;
  for (const path of ['', '/check']) {
    expect(await send<Preview>(bookId, path, { withoutConsent: 'true', ...query }, file)).toMatchObject({
      status,
      body: { code },
    });
  }
  expect(await phonesIn(bed, bookId)).toEqual([]);
});
