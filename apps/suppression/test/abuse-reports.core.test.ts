import { randomUUID } from 'node:crypto';
import type { RunningService } from '@stopsms/bootstrap';
import { type Advertiser, type OptOut, type OptOutChanged, advertisers } from '@stopsms/contracts';
import { type Seen, eventually, keys } from '@stopsms/testing';
import { Bed } from './bed';

let bed: Bed;
let service: RunningService;
let optOuts: () => Seen<OptOut>[];
let changes: Seen<OptOutChanged>[];

beforeAll(async () => {
  bed = await Bed.make();
  optOuts = await bed.collectOptOuts();
  changes = await bed.collectChanges();
  service = await bed.startReady();
});
afterAll(() => bed.end());

let last = 0;
const number = (): string => `+3363998${String(2_000 + (last += 1))}`;

async function advertiser(sender: string, codes: string[]): Promise<string> {
  const value: Advertiser = {
    ...{ id: randomUUID(), name: sender, legalName: `${sender} SAS`, sender, shortCode: codes[0] ?? '', codes },
    ...{ country: 'FR', linkHosts: [], createdAt: 1_764_000_000_000 },
  };
  await bed.put(advertisers, [{ key: value.id, value }]);
  return value.id;
}

interface Answer {
  status: number;
  body: {
    taken: { row: number; id: string; state: string; advertiserId?: string; code?: string }[];
    repeated: { row: number; id: string }[];
    refused: { row: number; code: string; detail: string }[];
    items: Record<string, string>[];
    nextCursor?: string;
    code?: string;
  };
}

async function ask(init?: RequestInit, query = ''): Promise<Answer> {
  const response = await fetch(`${service.url}/v1/abuse-reports${query}`, init);
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}
const post = (body: NonNullable<RequestInit['body']>, type: string) =>
  ask({ method: 'POST', headers: { 'content-type': type }, body });
const postJson = (...reports: object[]) => post(JSON.stringify(reports), 'application/json');
const report = (more: object = {}) => ({
  source: '33700',
  report_id: randomUUID(),
  received_at: new Date().toISOString(),
  sender: 'Nobody',
  ...more,
});
const changesOf = (phone: string, count: number) =>
  eventually(`${count} changes are published`, () => {
    const own = changes.filter(({ key }) => key === keys.keyOf(phone)).map(({ value }) => value);
    return own.length === count ? own : undefined;
  });

test('a report with recipient and sender opts the recipient out, with neither number nor confirmation to send', async () => {
  const lorane = await advertiser('Lorane', ['36901']);
  const phone = number();
  const sentAt = '2026-11-20T09:00:00.000Z';
  const one = report({ sender: 'LORANE', recipient: phone, sent_at: sentAt, received_at: '2026-11-21T09:00:00+01:00' });
  const answer = await postJson(one);
  expect(answer).toEqual({
    status: 200,
    body: {
      taken: [{ row: 1, id: expect.any(String), state: 'matched', advertiserId: lorane }],
      repeated: [],
      refused: [],
    },
  });
  const [change] = await changesOf(phone, 1);
  expect(change).toMatchObject({
    change: 'opted-out',
    source: 'complaint',
    optOuts: [{ scope: lorane }],
    at: Date.parse('2026-11-21T08:00:00Z'),
    sentAt: Date.parse(sentAt),
    evidenceId: answer.body.taken[0]?.id,
  });
  expect(change).not.toHaveProperty('msisdn');
  await eventually('it is on the list', () => optOuts().some(({ key }) => key === `${keys.keyOf(phone)}:${lorane}`));

  const again = await postJson(one, one);
  expect(again.body).toMatchObject({ taken: [], repeated: [{ row: 1 }, { row: 2 }], refused: [] });
  await postJson(report({ sender: '36901', recipient: phone }));
  expect((await changesOf(phone, 2))[1]?.change).toBe('repeated');
  const stored = JSON.stringify(await bed.sql('SELECT * FROM suppression.abuse_report'));
  expect(stored).not.toContain(phone.slice(3));
});

test('a report that arrives after a return opts out again, however it is dated', async () => {
  const lorane = await advertiser('Returned', ['36905']);
  const phone = number();
  const isOut = async () =>
    (await bed.sql(`SELECT 1 FROM suppression.opt_out WHERE recipient_key = $1 AND state = 'out'`, [keys.keyOf(phone)]))
      .length > 0;
  const dated = (received_at: string) => report({ sender: 'Returned', recipient: phone, received_at });
  const known = dated('2026-11-20T09:00:00Z');
  await postJson(known);
  await bed.comesBack(phone, lorane, Date.parse('2026-11-21T09:00:00Z'), Date.now());
  await eventually('the person is back', async () => !(await isOut()));
  expect((await postJson(known)).body.repeated).toHaveLength(1);
  expect(await isOut()).toBe(false);
  await postJson(dated('2026-11-19T09:00:00Z'));
  expect(await isOut()).toBe(true);
  const [first, back, again] = await changesOf(phone, 3);
  expect([first?.change, back?.change, again?.change]).toEqual(['opted-out', 'returned', 'opted-out']);
  expect(again?.at).toBeGreaterThan(back?.at ?? Infinity);
});

test('leaves a code of several advertisers, an unknown sender and an unknown recipient for review', async () => {
  await advertiser('Bricolis', ['36902']);
  await advertiser('Jardinor', ['36902', '36903']);
  const phone = number();
  const answer = await postJson(
    report({ sender: '36902', recipient: phone }),
    report({ sender: 'Inconnu', recipient: phone }),
    report({ sender: 'Bricolis', text: 'Appelez le 0899 12 34 56' }),
    report({ sender: 'Bricolis', recipient: 'b1946ac92492d2347c6235b4d2611184' }),
    report({ sender: '36903', recipient: phone }),
  );
  expect(answer.body.taken.map(({ state, code }) => [state, code])).toEqual([
    ['unmatched', 'SENDER_SHARED'],
    ['unmatched', 'SENDER_UNKNOWN'],
    ['unmatched', 'RECIPIENT_UNKNOWN'],
    ['unmatched', 'RECIPIENT_UNKNOWN'],
    ['matched', undefined],
  ]);
  expect(await changesOf(phone, 1)).toHaveLength(1);

  const first = await ask({}, '?state=unmatched&limit=3');
  const second = await ask({}, `?state=unmatched&limit=3&cursor=${first.body.nextCursor}`);
  const listed = [...first.body.items, ...second.body.items];
  expect(second.body).not.toHaveProperty('nextCursor');
  const unmatched = answer.body.taken.slice(0, 4).map(({ id }) => id);
  expect(listed.map(({ id }) => id).sort()).toEqual(unmatched.sort());
  expect(listed).toContainEqual(
    expect.objectContaining({ sender: 'Bricolis', text: 'Appelez le 0000 00 00 00', code: 'RECIPIENT_UNKNOWN' }),
  );
});

test('an advertiser made a moment before is known', async () => {
  const [phone, id] = [number(), await advertiser('Neuve', ['36904'])];
  const { body } = await postJson(report({ sender: 'neuve', recipient: phone }));
  expect(body.taken).toMatchObject([{ advertiserId: id }]);
});

test.each([
  { it: 'semicolons and a BOM', delimiter: ';', bom: '\ufeff', end: '\r\n' },
  { it: 'commas', delimiter: ',', bom: '', end: '\n' },
])('a CSV with $it is read, its good rows taken and each bad one refused with its reason', async (form) => {
  const lorane = await advertiser(`Csv${last}`, [`369${10 + last}`]);
  const [phone, id] = [number(), randomUUID()];
  const rows = [
    ['source', 'report_id', 'received_at', 'sender', 'recipient', 'sent_at', 'text'],
    ['33700', id, '24/11/2026 10:00', `csv${last - 1}`, phone, '24/11/2026', '"Promo, ""-20%"" ; vite"'],
    ['33700', id, '2026-11-24T09:00:00Z', `csv${last - 1}`, phone, '', ''],
    ['facebook', '', '2026-11-24T09:00:00Z', 'X', phone, '', ''],
    ['33700', '', 'hier', 'X', phone, '', ''],
    ['33700', '', '2026-11-24T09:00:00Z', '', phone, '', ''],
    ['33700', '', '2026-11-24T09:00:00Z', 'X', '0145678901', '', ''],
    ['33700', '', '2099-01-01T00:00:00Z', 'X', phone, '', ''],
    ['33700'],
  ];
  const csv = form.bom + rows.map((fields) => fields.join(form.delimiter)).join(form.end);
  const { status, body } = await post(csv, 'text/csv');
  expect([status, body.taken]).toMatchObject([200, [{ row: 1, state: 'matched', advertiserId: lorane }]]);
  expect(body.repeated).toMatchObject([{ row: 2 }]);
  expect(body.refused.map(({ row, code }) => [row, code]).sort()).toEqual([
    [3, 'REPORT_INVALID'],
    [4, 'REPORT_INVALID'],
    [5, 'REPORT_INVALID'],
    [6, 'PHONE_LANDLINE'],
    [7, 'RECEIVED_IN_FUTURE'],
    [8, 'REPORT_INVALID'],
  ]);
  expect(body.refused.find(({ row }) => row === 4)?.detail).toContain('received_at must be a date');
  expect(JSON.stringify(body.refused)).not.toContain('45678901');
});

test.each([
  { it: 'no array', body: '{"source": "33700"}', type: 'application/json', status: 400, code: 'JSON_NOT_REPORTS' },
  { it: 'an empty file', body: '\n', type: 'text/csv', status: 400, code: 'CSV_EMPTY' },
  { it: 'a quote never closed', body: 'source\n"33700', type: 'text/csv', status: 400, code: 'CSV_BROKEN' },
  {
    it: 'Latin-1',
    body: Buffer.from('source;text\n33700;été', 'latin1'),
    type: 'text/csv',
    status: 400,
    code: 'CSV_NOT_UTF8',
  },
  { it: 'a form', body: 'a=1', type: 'application/x-www-form-urlencoded', status: 415, code: 'content-type-unknown' },
  {
    it: 'eleven megabytes',
    body: Buffer.alloc(11_000_000, 'a'),
    type: 'text/csv',
    status: 413,
    code: 'upload-too-large',
  },
])('refuses $it as a whole', async ({ body, type, status, code }) => {
  expect(await post(body, type)).toMatchObject({ status, body: { code } });
});

test('processes two thousand reports of one file together', async () => {
  const lorane = await advertiser('Masse', ['36990']);
  const rows = Array.from({ length: 2_000 }, (_, n) => report({ sender: 'Masse', recipient: `+3363998${5_000 + n}` }));
  const { body } = await postJson(...rows);
  expect(body.taken).toHaveLength(2_000);
  const [counted] = await bed.sql(`SELECT count(*)::int AS out FROM suppression.opt_out WHERE scope = '${lorane}'`);
  expect(counted).toEqual({ out: 2_000 });
});
