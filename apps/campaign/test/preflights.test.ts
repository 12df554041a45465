import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@stopsms/testing';
import { CampaignPlay } from './campaign-play';
import { bookOf, importCsv, msisdn, newBook } from './people';
import type { FakeGroup, FakeQuestion } from './fake-compliance';

interface Preflight {
  recipients: number;
  leave: number;
  held: number;
  refused: number;
  outcomes: { outcome: string; code?: string; detail?: string; region: string; until?: string; count: number }[];
  parts: number;
  cost: Record<string, unknown>;
  pace?: { perSecond: number; endsAt?: string; late: number; beyond: number; leaves: object[] };
  code?: string;
}

const FOLDER = mkdtempSync(join(tmpdir(), 'stopsms-prices-'));
const PRICES = join(FOLDER, 'prices.yaml');
const LIST = 'currency: EUR\nprices:\n  - { country: FR, operator: ovh, perPart: 0.045 }\n';

let play: CampaignPlay;
beforeAll(async () => {
  play = await CampaignPlay.start({ PRICE_LIST_FILE: PRICES });
});
beforeEach(() => {
  writeFileSync(PRICES, LIST);
  play.bed.compliance.says();
  play.bed.compliance.windows = [{ opensAt: inHours(0), closesAt: inHours(1_000) }];
});
afterAll(async () => {
  await play.bed.end();
  rmSync(FOLDER, { recursive: true });
});

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
const draftOf = async (contacts: number, more: object = {}) =>
  (await play.draft(await bookOf(play.bed, play.advertiserId, 0, contacts), more)).body.id;
const preflight = (id: string, body: object = {}) => play.bed.post<Preflight>(`/v1/campaigns/${id}/preflight`, body);
const group = (count: number, more: Partial<FakeGroup> = {}): FakeGroup => ({
  ...{ outcome: 'cleared', ofText: false, region: 'FR', parts: 1 },
  count,
  ...more,
});

test('adds up pages; creates and starts nothing', async () => {
  const id = await draftOf(1_200);
  const questions: FakeQuestion[] = [];
  play.bed.compliance.says((question) => {
    questions.push(question);
    const { length } = question.recipients;
    return [
      group(length - 3),
      group(2, { outcome: 'refused', code: 'CONSENT_MISSING' }),
      group(1, { outcome: 'held', code: 'WINDOW_CLOSED', until: inHours(9), parts: 2 }),
    ];
  });
  const { status, body } = await preflight(id, { perSecond: 100 });
  expect(status).toBe(200);
  expect(body).toMatchObject({ recipients: 1_200, leave: 1_191, held: 3, refused: 6, parts: 1_191 + 6 });
  expect(body.leave + body.held + body.refused).toBe(body.recipients);
  expect(body.outcomes.slice(0, 2)).toEqual([
    { outcome: 'leave', region: 'FR', count: 1_191 },
    { outcome: 'refused', code: 'CONSENT_MISSING', region: 'FR', count: 6 },
  ]);
  // In the order in which the campaign would take them, each once, with what the pages before would take of a quota.
  const asked = questions.flatMap(({ recipients }) => recipients.map(({ to }) => to));
  expect(asked).toEqual(Array.from({ length: 1_200 }, (_, n) => msisdn(n)));
  // The third is asked before the second is answered, of which all may leave.
  expect(questions.map(({ clearedBefore }) => clearedBefore)).toEqual([0, 497, 997]);
  expect(new Set(questions.map(({ at }) => at)).size).toBe(1);
  expect(await play.view(id)).toMatchObject({ state: 'draft', controls: [] });
  expect(await play.made(id)).toBe(0);
});

test('an empty address book gives an empty forecast without a request to compliance', async () => {
  const { body: draft } = await play.draft(await newBook(play.bed, play.advertiserId));
  const before = play.bed.compliance.asked.length;
  const { status, body } = await preflight(draft.id, { perSecond: 1 });
  expect(status).toBe(200);
  expect(body).toMatchObject({ recipients: 0, leave: 0, held: 0, refused: 0, outcomes: [], parts: 0 });
  expect(body.cost).toMatchObject({ least: '0.00', most: '0.00' });
  expect(body.pace).toMatchObject({ leaves: [], late: 0, beyond: 0 });
  expect(play.bed.compliance.asked).toHaveLength(before);
});

test('reports texts that are too long, alone or together, and checks them in smaller requests', async () => {
  const bookId = await newBook(play.bed, play.advertiserId);
  const note = (n: number) => `${n}`.padEnd(9_900, 'x');
  const lines = Array.from({ length: 30 }, (_, n) => `${msisdn(n)},${note(n)}`);
  await importCsv(play.bed, bookId, `phone,note\n${lines.join('\n')}\n${msisdn(99)},${'y'.repeat(10_000)}\n`);
  const { id } = (await play.draft(bookId, { text: '{{note}} STOP 36180' })).body;
  const before = play.bed.compliance.asked.length;
  const { body } = await preflight(id);
  expect(body).toMatchObject({ recipients: 31, leave: 30, refused: 1 });
  expect(body.outcomes[1]).toMatchObject({ code: 'TEXT_TOO_LONG', detail: expect.any(String), count: 1 });
  const asked = play.bed.compliance.asked.slice(before).map(({ question }) => question);
  expect(asked.length).toBeGreaterThan(1);
  for (const { texts, recipients } of asked) {
    expect(recipients.every(({ text, to }) => texts[text]?.startsWith(`${Number(to.slice(-4))}x`) ?? false)).toBe(true);
  }
});

describe('the cost', () => {
  test('uses the current price list', async () => {
    const id = await draftOf(200);
    expect((await preflight(id)).body.cost).toMatchObject({ currency: 'EUR', least: '9.00', most: '9.00' });
    writeFileSync(PRICES, `${LIST}  - { country: FR, operator: sinch, perPart: 0.05 }\n`);
    expect((await preflight(id)).body.cost).toMatchObject({ least: '9.00', most: '10.00' });
  });

  test('names the countries without a price', async () => {
    const id = await draftOf(3);
    play.bed.compliance.says(() => [group(2), group(1, { region: 'MQ' })]);
    expect((await preflight(id)).body.cost).toMatchObject({
      least: '0.09',
      countries: [{ country: 'FR', parts: 2 }],
      withoutPrice: [{ country: 'MQ', parts: 1 }],
    });
  });

  test.each([
    { it: 'is no YAML', list: 'prices: [', detail: 'price list' },
    { it: 'has a price that is none', list: LIST.replace('0.045', '-1'), detail: 'prices.0.perPart must be a decimal' },
    { it: 'has two prices for one', list: `${LIST}${LIST.split('\n')[2]}\n`, detail: 'two prices' },
    { it: 'has no currency', list: 'prices: []', detail: 'currency' },
  ])('is omitted if the price list $it; the rest is returned', async ({ list, detail }) => {
    const id = await draftOf(1);
    writeFileSync(PRICES, list);
    const { status, body } = await preflight(id);
    expect(status).toBe(200);
    expect(body).toMatchObject({ leave: 1, cost: { code: 'PRICE_LIST_UNREADABLE' } });
    expect(body.cost['detail']).toContain(detail);
  });
});

describe('the estimated end', () => {
  test('uses the given rate, including held messages, within the windows of the region', async () => {
    const id = await draftOf(10);
    const [start, later] = [inHours(1), inHours(24)];
    const day = { opensAt: start, closesAt: new Date(Date.parse(start) + 5_000).toISOString() };
    play.bed.compliance.windows = [day, { opensAt: later, closesAt: inHours(30) }];
    play.bed.compliance.says(() => [group(8), group(2, { outcome: 'held', code: 'WINDOW_CLOSED', until: later })]);
    const { pace } = (await preflight(id, { perSecond: 1 })).body;
    expect(pace).toMatchObject({
      perSecond: 1,
      leaves: [
        { from: start, messages: 5 },
        { from: later, messages: 5 },
      ],
      endsAt: new Date(Date.parse(later) + 5_000).toISOString(),
    });
  });

  test('is omitted for messages that wait for a review, and without a rate', async () => {
    const id = await draftOf(2);
    play.bed.compliance.says(() => [group(2, { outcome: 'held', code: 'REVIEW_NEEDED' })]);
    expect((await preflight(id, { perSecond: 1 })).body.pace).toMatchObject({ leaves: [], late: 0, beyond: 0 });
    expect((await preflight(id)).body).not.toHaveProperty('pace');
  });

  test('counts late messages', async () => {
    const id = await draftOf(100, { expiresAt: Date.now() + 60_000 });
    const { pace } = (await preflight(id, { perSecond: 1 })).body;
    expect(pace?.late).toBeGreaterThan(35);
    expect(pace).not.toHaveProperty('endsAt');
  });
});

describe('a refused preflight', () => {
  test.each([
    { it: 'of a cancelled campaign', act: 'cancel', code: 'campaign-over' },
    { it: 'of one that was started', act: 'start', code: 'campaign-started' },
  ] as const)('refuses $it, and ends if that happens meanwhile', async ({ act, code }) => {
    const id = await draftOf(1_200);
    let pages = 0;
    play.bed.compliance.says(async ({ recipients }) => {
      // The check of the text before a start asks too.
      if (recipients.length === 500 && (pages += 1) === 1) await play.act(id, act);
      return [group(recipients.length)];
    });
    expect(await preflight(id)).toMatchObject({ status: 409, body: { code } });
    expect(pages).toBe(1);
    expect(await preflight(id)).toMatchObject({ status: 409, body: { code } });
  });

  test('ends when the draft changes meanwhile', async () => {
    const id = await draftOf(2);
    play.bed.compliance.says(async () => {
      await play.bed.patch(`/v1/campaigns/${id}`, { text: 'Autre STOP 36180' });
      return [group(2)];
    });
    expect(await preflight(id)).toMatchObject({ status: 409, body: { code: 'campaign-changed' } });
  });

  test('is refused while compliance is down, for unknown objects, and for an invalid rate', async () => {
    const id = await draftOf(1);
    play.bed.compliance.says(() => ({ status: 500, body: {} }));
    expect(await preflight(id)).toMatchObject({ status: 503, body: { code: 'compliance-away' } });
    expect((await preflight('00000000-0000-4000-8000-000000000000')).status).toBe(404);
    for (const perSecond of [0, -1, 'fast', 1e9]) expect((await preflight(id, { perSecond })).status).toBe(400);
  });

  test('is refused beyond four at once per replica, until one of them ends', async () => {
    const ids = await Promise.all(Array.from({ length: 5 }, () => draftOf(1)));
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    let waiting = 0;
    play.bed.compliance.says(async () => {
      waiting += 1;
      await gate;
      return [group(1)];
    });
    const four = ids.slice(0, 4).map((id) => preflight(id));
    await eventually('four are under way', () => waiting === 4);
    expect(await preflight(ids[4] ?? '')).toMatchObject({ status: 429, body: { code: 'too-many-preflights' } });
    open();
    expect((await Promise.all(four)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await preflight(ids[4] ?? '')).status).toBe(200);
  });
});

describe('a preflight with progress', () => {
  const follow = (id: string, signal?: AbortSignal) =>
    fetch(`${play.bed.service.url}/v1/campaigns/${id}/preflight/progress`, {
      method: 'POST',
      ...(signal && { signal }),
    });
  const linesOf = async (response: Response) =>
    (await response.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, Record<string, unknown>>);

  test('reports progress by lines, and the result in the last one', async () => {
    const response = await follow(await draftOf(1_200));
    expect(response.headers.get('content-type')).toContain('application/jsonl');
    const lines = await linesOf(response);
    expect(lines[0]).toEqual({ progress: { done: 500, of: 1_200 } });
    expect(lines.at(-1)?.['result']).toMatchObject({ recipients: 1_200, leave: 1_200, outcomes: [{ count: 1_200 }] });
  });

  test('reports its problem in the last line, or in the response if it occurs first', async () => {
    const id = await draftOf(1_200);
    play.bed.compliance.says(async ({ recipients, clearedBefore }) => {
      if (clearedBefore > 0) await play.act(id, 'cancel');
      return [group(recipients.length)];
    });
    expect((await linesOf(await follow(id))).at(-1)?.['problem']).toMatchObject({ code: 'campaign-over', status: 409 });
    expect((await follow(id)).status).toBe(409);
  });

  test('ends when the client closes the connection', async () => {
    const id = await draftOf(4_000);
    const closing = new AbortController();
    let pages = 0;
    play.bed.compliance.says(({ recipients }) => {
      pages += 1;
      return pages === 1 ? [group(recipients.length)] : new Promise(() => undefined);
    });
    const response = await follow(id, closing.signal);
    expect(response.status).toBe(200);
    await eventually('pages are asked ahead', () => pages > 1);
    closing.abort();
    await response.text().catch(() => undefined);
    // None of the four slots is in use any more.
    play.bed.compliance.says();
    const all = async () =>
      (await Promise.all([1, 2, 3, 4].map(() => preflight(id)))).every(({ status }) => status === 200);
    await eventually('there is room again', all);
    expect(pages).toBeLessThanOrEqual(4);
  });
});
