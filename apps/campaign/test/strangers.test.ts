// An advertiser's key asks about people by their numbers. What is real: the campaign service with keys needed, its database and the topics.
import { randomUUID } from 'node:crypto';
import { hashOfKey } from '@stopsms/access';
import { type AuditEvent, auditEvents, messageStatus, optOutChanged } from '@stopsms/contracts';
import { type Seen, eventually } from '@stopsms/testing';
import { type Answer, Bed } from './bed';
import { type Imported, msisdn } from './people';
import { optOut, status } from './what-others-say';

jest.setTimeout(300_000);

const OPERATOR = 'stopsms_of-the-operator-alice-in-this-test';
const AUDITOR = 'stopsms_of-the-auditor-bob-in-this-test';
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const [alice, bob] = [bearer(OPERATOR), bearer(AUDITOR)];
const LIMIT = 1_000;
const AT = Date.parse('2026-11-20T10:11:12.345Z');

const OUT_OF_ALL = msisdn(4_000);
const UNKNOWN = msisdn(4_001);
const TEXTED = msisdn(4_002);
const CONTACT = msisdn(4_003);
const OUT_OF_US = msisdn(4_004);

let bed: Bed;
let lorane: string;
let crm: { authorization: string };
let audit: Seen<AuditEvent>[];
beforeAll(async () => {
  bed = await Bed.make({
    OPERATOR_KEYS: `alice:${hashOfKey(OPERATOR)},bob:auditor:${hashOfKey(AUDITOR)}`,
    PEOPLE_PER_HOUR: String(LIMIT),
    API_RATE_PER_SECOND: '5000',
  });
  audit = await bed.collect<AuditEvent>(auditEvents.campaign);
  const account = { name: 'Lorane', legalName: 'Lorane SAS', sender: 'Lorane', shortCode: '36180', country: 'FR' };
  lorane = (await bed.post<{ id: string }>('/v1/advertisers', account, alice)).body.id;
  crm = await keyOf('crm');
  await importInto(await newBook(), [CONTACT]);
  const message = { id: randomUUID(), advertiserId: lorane, recipientKey: bed.keys.keyOf(TEXTED) };
  await bed.say(messageStatus, status(message, 'submitted'));
  await eventually('the message is known', async () => {
    return (await bed.sql('SELECT FROM message WHERE id = $1', [message.id])).length === 1;
  });
  const outOfAll = [OUT_OF_ALL, TEXTED, CONTACT].map((phone) => optOut(bed.keys.keyOf(phone), ['*'], { at: AT }));
  await bed.say(optOutChanged, ...outOfAll, optOut(bed.keys.keyOf(OUT_OF_US), [lorane], { at: AT }));
  await eventually('the opt-outs are known', async () => {
    return (await bed.sql('SELECT FROM opt_out')).length === 4;
  });
});
afterAll(() => bed?.end());

async function keyOf(name: string): Promise<{ authorization: string }> {
  const made = await bed.post<{ key: string }>(`/v1/advertisers/${lorane}/keys`, { name }, alice);
  const key = bearer(made.body.key);
  await eventually(
    'the key is known',
    async () => (await bed.send('GET', '/v1/advertisers', undefined, key)).status === 200,
  );
  return key;
}
const newBook = async (): Promise<string> =>
  (await bed.post<{ id: string }>('/v1/address-books', { advertiserId: lorane, name: 'customers' }, alice)).body.id;
const upload = (bookId: string, route: string, phones: string[], who = crm) =>
  bed.send<Imported>(
    'POST',
    `/v1/address-books/${bookId}/${route}?withoutConsent=true`,
    `phone\n${phones.join('\n')}\n`,
    { 'content-type': 'text/csv', ...who },
  );
const importInto = (bookId: string, phones: string[]) => upload(bookId, 'contacts', phones);
const search = (bookId: string, phone: string, who = crm) =>
  bed.post<{ items: object[]; optedOut?: object }>(`/v1/address-books/${bookId}/contacts/search`, { phone }, who);
const codes = ({ body }: Answer<Imported>) => body.refused.map(({ code }) => code);

describe('a person who opted out of all and has no relation to the advertiser', () => {
  test.each(['imports/check', 'contacts'])('is reported as an unknown number by %s', async (route) => {
    const [one, other] = [
      await upload(await newBook(), route, [OUT_OF_ALL]),
      await upload(await newBook(), route, [UNKNOWN]),
    ];
    // The preview shows the last two digits of a number, which differ.
    const alike = (answer: object) => JSON.stringify(answer).replace(/•\d\d/g, '•');
    expect(alike(one)).toEqual(alike(other));
    expect(one.body).toMatchObject({ imported: 1, refused: [] });
  });

  test('is reported as an unknown number by a background import', async () => {
    const answerOf = async (phone: string) => {
      const { body } = await upload(await newBook(), 'imports', [phone]);
      const { id } = body as unknown as { id: string };
      return eventually('it is imported', async () => {
        const answer = await bed.send<Record<string, unknown>>('GET', `/v1/imports/${id}`, undefined, crm);
        const { state, imported, refusedCount, optedOut } = answer.body;
        return state === 'done' || state === 'imported' || state === 'completed'
          ? { imported, refusedCount, optedOut }
          : false;
      });
    };
    expect(await answerOf(OUT_OF_ALL)).toEqual(await answerOf(UNKNOWN));
  });

  test('is reported as an unknown number by a search, in address books with and without the number', async () => {
    const bookId = await newBook();
    const both = async () => {
      const [one, other] = [await search(bookId, OUT_OF_ALL), await search(bookId, UNKNOWN)];
      expect([one.status, one.body.optedOut]).toEqual([200, undefined]);
      expect([one.body.items.length, Object.keys(one.body)]).toEqual([
        other.body.items.length,
        Object.keys(other.body),
      ]);
      return one.body.items.length;
    };
    expect(await both()).toBe(0);
    await importInto(bookId, [OUT_OF_ALL, UNKNOWN]);
    expect(await both()).toBe(1);
    expect((await search(bookId, OUT_OF_ALL, bob)).body.optedOut).toEqual({
      at: new Date(AT).toISOString(),
      ofAll: true,
    });
  });
});

describe('a person with a relation to the advertiser is reported as known', () => {
  const day = { at: '2026-11-20T00:00:00.000Z', ofAll: true };
  test.each([
    { who: 'whoever was sent a message before', phone: TEXTED, shown: day },
    { who: 'whoever was in its address book', phone: CONTACT, shown: day },
    { who: 'whoever opted out of it', phone: OUT_OF_US, shown: { at: new Date(AT).toISOString(), ofAll: false } },
  ])('$who', async ({ phone, shown }) => {
    const bookId = await newBook();
    for (const route of ['imports/check', 'contacts'])
      expect(codes(await upload(bookId, route, [phone]))).toEqual(['OPTED_OUT']);
    expect((await search(bookId, phone)).body).toEqual({ items: [], optedOut: shown });
  });
});

/** @param of - resource that the events concern; those of earlier tests may arrive late */
const eventsOf = (operation: string, since: number, of?: string) =>
  eventually(`${operation} is on record`, () => {
    const found = audit
      .slice(since)
      .map(({ value }) => value)
      .filter((event) => event.operation === operation && event.stage === 'ended')
      .filter(({ on }) => of === undefined || on.resources.some(({ id }) => id === of));
    return found.length > 0 && found;
  });

test('records the caller of each query, with the number of people of a file and without phone numbers', async () => {
  const bookId = await newBook();
  const before = audit.length;
  await upload(bookId, 'imports/check', [OUT_OF_ALL, UNKNOWN, OUT_OF_US]);
  await search(bookId, UNKNOWN);
  const [check] = await eventsOf('imports_check', before, bookId);
  expect(check).toMatchObject({ kind: 'look', who: { kind: 'advertiser', name: 'crm' }, result: { status: 200 } });
  expect(check?.on).toMatchObject({ advertiserId: lorane, recipientKeys: [], people: 3 });
  expect(await eventsOf('contacts_search', before, bookId)).toHaveLength(1);
  const draft = { advertiserId: lorane, addressBookId: bookId, category: 'informative', text: 'Bonjour' };
  await importInto(bookId, [OUT_OF_ALL, UNKNOWN]);
  const { body } = await bed.post<{ id: string }>('/v1/campaigns', draft, crm);
  expect((await bed.post(`/v1/campaigns/${body.id}/preflight`, {}, crm)).status).toBe(200);
  const [preflight] = await eventsOf('preflights_ask', before);
  expect(preflight).toMatchObject({ kind: 'look', on: { advertiserId: lorane, people: 2 } });
  const lines = await fetch(`${bed.service.url}/v1/campaigns/${body.id}/preflight/progress`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...crm },
    body: '{}',
  });
  expect(await lines.text()).toContain('"result"');
  const [followed] = await eventsOf('preflights_follow', before);
  expect(followed?.on).toMatchObject({ people: 2 });
});

test('limits the numbers that one key may search per hour', async () => {
  const [shop, bookId] = [await keyOf('shop'), await newBook()];
  const ask = (n: number) =>
    fetch(`${bed.service.url}/v1/address-books/${bookId}/contacts/search`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...shop },
      body: JSON.stringify({ phone: msisdn(5_000 + n) }),
    });
  let answered = 0;
  // A few are given back meanwhile.
  for (let n = 0; n < 2 * LIMIT; n += 50) {
    const answers = await Promise.all(Array.from({ length: 50 }, (_, more) => ask(n + more)));
    answered += answers.filter(({ status: each }) => each === 200).length;
    const refused = answers.find(({ status: each }) => each === 429);
    if (!refused) continue;
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    break;
  }
  expect(answered).toBeGreaterThanOrEqual(LIMIT);
  expect(answered).toBeLessThan(LIMIT + 100);
  expect((await search(bookId, UNKNOWN)).status).toBe(200);
});

test('reports that compliance refused a preflight for too many people', async () => {
  const bookId = await newBook();
  await importInto(bookId, [UNKNOWN]);
  const draft = { advertiserId: lorane, addressBookId: bookId, category: 'informative', text: 'Bonjour' };
  const { body } = await bed.post<{ id: string }>('/v1/campaigns', draft, crm);
  bed.compliance.says(() => ({ status: 429, body: { code: 'too-many-requests', detail: 'x' }, retryAfter: 1_800 }));
  const answer = await bed.post(`/v1/campaigns/${body.id}/preflight`, {}, crm);
  bed.compliance.says();
  expect([answer.status, answer.body['code']]).toEqual([429, 'too-many-requests']);
});
