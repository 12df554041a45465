// What a console shows of campaigns and imports: lists by state, live progress, copies, refused rows as a file, figures by day.
import { randomUUID } from 'node:crypto';
import { type SmsRequested, messageStatus, optOutChanged, receipts, smsRequested, verdicts } from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import type { Answer } from './bed';
import { type Campaign, CampaignPlay } from './campaign-play';
import { bookOf, importCsv, msisdn, newAdvertiser, newBook } from './people';
import { type About, aboutRequest, optOut, receipt, status, verdict } from './what-others-say';

jest.setTimeout(300_000);

let play: CampaignPlay;
beforeAll(async () => {
  play = await CampaignPlay.start();
});
afterAll(() => play?.bed.end());

const code = ({ status: of, body }: Answer<unknown>) => `${of} ${String((body as { code?: string }).code)}`;

/** A key of another advertiser. */
async function stranger(): Promise<Record<string, string>> {
  const { id } = await newAdvertiser(play.bed);
  const { body } = await play.bed.post<{ key: string }>(`/v1/advertisers/${id}/keys`, { name: 'crm' });
  return { authorization: `Bearer ${body.key}` };
}

interface StreamEvent {
  event: string;
  id: string;
  data: { state: string; counts?: Record<string, number>; rows?: { done: number; all?: number } };
}

/** Reads a stream of events as a browser does. */
class Listener {
  readonly events: StreamEvent[] = [];
  isOver = false;
  private readonly closing = new AbortController();

  private constructor(readonly status: number) {}

  static async to(path: string, headers: Record<string, string> = {}, url = play.bed.service.url): Promise<Listener> {
    const closing = new AbortController();
    const response = await fetch(url + path, { headers, signal: closing.signal });
    const listener = new Listener(response.status);
    listener.closing.signal.addEventListener('abort', () => closing.abort());
    if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
      listener.listen(response).catch(() => (listener.isOver = true));
    }
    return listener;
  }

  close(): void {
    this.closing.abort();
  }

  private async listen({ body }: Response): Promise<void> {
    let text = '';
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
      text += Buffer.from(chunk).toString();
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const fields = new Map(
          text
            .slice(0, end)
            .split('\n')
            .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)] as const),
        );
        text = text.slice(end + 2);
        if (!fields.has('data')) continue;
        const [event = '', id = '', data = ''] = ['event', 'id', 'data'].map((name) => fields.get(name));
        this.events.push({ event, id, data: JSON.parse(data) as StreamEvent['data'] });
      }
    }
    this.isOver = true;
  }
}

async function requestedOf(id: string, count: number): Promise<About[]> {
  await play.asksFor(id, count);
  return play.requestsOf(id).map(({ value }) => aboutRequest(value, (to) => play.bed.keys.keyOf(to)));
}

describe('progress', () => {
  test('of a campaign is streamed to all clients until its end, and not again to one that reconnects', async () => {
    const { id } = (await play.launch(await bookOf(play.bed, play.advertiserId, 0, 3))).body;
    const path = `/v1/campaigns/${id}/progress`;
    const [one, other] = [await Listener.to(path), await Listener.to(path)];
    await eventually('both get the progress', () => one.events.length > 0 && other.events.length > 0);
    expect(one.events[0]).toMatchObject({ event: 'progress', data: { state: 'running', counts: { recipients: 3 } } });

    const people = await requestedOf(id, 3);
    await play.bed.say(verdicts, ...people.map((each) => verdict(each, 'cleared')));
    await play.bed.say(messageStatus, ...people.map((each) => status(each, 'submitted')));
    await eventually('it is over for both', () => one.isOver && other.isOver);
    for (const { events } of [one, other]) {
      expect(events.at(-1)).toMatchObject({ event: 'over', data: { state: 'completed', counts: { submitted: 3 } } });
      expect(new Set(events.map((each) => each.id)).size).toBe(events.length);
    }
    const last = one.events.at(-1)?.id ?? '';
    expect((await Listener.to(path, { 'last-event-id': last })).status).toBe(204);
    const late = await Listener.to(path, { 'last-event-id': 'of-long-ago' });
    await eventually('a late client gets its end', () => late.isOver);
    expect(late.events).toMatchObject([{ event: 'over', id: last }]);
  });

  test('of an import is streamed until its end', async () => {
    const bookId = await newBook(play.bed, play.advertiserId);
    const rows = Array.from({ length: 9_000 }, (_, n) => msisdn(n)).join('\n');
    const { body } = await play.bed.send<{ id: string }>(
      'POST',
      `/v1/address-books/${bookId}/imports?withoutConsent=true`,
      `phone\n${rows}\n`,
      { 'content-type': 'text/csv' },
    );
    const watching = await Listener.to(`/v1/imports/${body.id}/progress`);
    await eventually('it is over', () => watching.isOver);
    expect(watching.events.at(-1)).toMatchObject({
      event: 'over',
      data: { state: 'completed', rows: { done: 9_000, all: 9_000 } },
    });
  });

  test('is visible to its own advertiser only, and unknown objects have none', async () => {
    const { id } = (await play.draft(await bookOf(play.bed, play.advertiserId, 10, 11))).body;
    expect((await Listener.to(`/v1/campaigns/${id}/progress`, await stranger())).status).toBe(404);
    expect((await Listener.to(`/v1/campaigns/${randomUUID()}/progress`)).status).toBe(404);
    expect((await Listener.to('/v1/imports/x/progress')).status).toBe(400);
  });

  test('has a limited number of clients; one that disconnects frees its slot', async () => {
    const { id } = (await play.draft(await bookOf(play.bed, play.advertiserId, 20, 21))).body;
    const path = `/v1/campaigns/${id}/progress`;
    const all: Listener[] = [];
    for (let n = 0; n < 50; n += 1) all.push(await Listener.to(path));
    expect(all.map((each) => each.status)).toEqual(all.map(() => 200));
    expect((await Listener.to(path)).status).toBe(429);
    all[0]?.close();
    await eventually('there is room', async () => {
      const again = await Listener.to(path);
      all.push(again);
      return again.status === 200;
    });
    for (const each of all) each.close();
  });

  test('ends when the service stops', async () => {
    const { id } = (await play.draft(await bookOf(play.bed, play.advertiserId, 30, 31))).body;
    const replica = await play.bed.startReplica();
    const watching = await Listener.to(`/v1/campaigns/${id}/progress`, {}, replica.url);
    await eventually('it gets the progress', () => watching.events.length === 1);
    await replica.close();
    await eventually('it has ended', () => watching.isOver);
    expect(watching.events).toHaveLength(1);
  });
});

describe('campaigns', () => {
  test('are listed by state, page by page', async () => {
    const { id: advertiserId } = await newAdvertiser(play.bed);
    const bookId = await bookOf(play.bed, advertiserId, 40, 41);
    const plan = { advertiserId, addressBookId: bookId, category: 'marketing', text: 'x STOP 36180' };
    const made = [];
    for (let n = 0; n < 4; n += 1) made.push((await play.bed.post<Campaign>('/v1/campaigns', plan)).body.id);
    await play.act(made[1] ?? '', 'cancel');
    const list = (query: string) =>
      play.bed.get<{ items: Campaign[]; nextCursor?: string }>(`/v1/campaigns?advertiserId=${advertiserId}&${query}`);
    const ids = ({ body }: Answer<{ items: Campaign[] }>) => body.items.map(({ id }) => id);
    const first = await list('state=draft&limit=2');
    expect(ids(first)).toEqual([made[3], made[2]]);
    expect(ids(await list(`state=draft&limit=2&cursor=${first.body.nextCursor}`))).toEqual([made[0]]);
    expect(ids(await list('state=cancelled,completed'))).toEqual([made[1]]);
    expect(code(await list('state=gone'))).toBe('400 invalid-request');
  });

  test('are changed by one of two concurrent requests; the other gets an error', async () => {
    const draft = (await play.draft(await bookOf(play.bed, play.advertiserId, 46, 47))).body;
    const answers = await Promise.all(
      ['one', 'two'].map((text) => play.bed.patch(`/v1/campaigns/${draft.id}`, { text }, { 'if-match': '"1"' })),
    );
    expect(answers.map(({ status: of }) => of).sort()).toEqual([200, 412]);
    expect(answers.map(({ body }) => body)).toContainEqual(
      expect.objectContaining({ code: 'changed-meanwhile', version: 2 }),
    );
    expect(await play.view(draft.id)).toMatchObject({ version: 2 });
    expect((await play.bed.patch(`/v1/campaigns/${draft.id}`, { text: 'three' })).status).toBe(200);
  });

  test('are copied as drafts without their times, once per key', async () => {
    const bookId = await bookOf(play.bed, play.advertiserId, 50, 52);
    const text = 'Soldes <script>alert(1)</script> {{first_name}} STOP 36180';
    const { id } = (await play.draft(bookId, { text, mention: 'insert', sendAt: '2099-01-01T09:00:00Z' })).body;
    await play.act(id, 'cancel');
    const copy = (body: object = {}, headers: Record<string, string> = {}) =>
      play.bed.post<Campaign>(`/v1/campaigns/${id}/duplicate`, body, headers);
    const once = { 'idempotency-key': randomUUID() };
    const [one, two] = await Promise.all([copy({}, once), copy({}, once)]);
    expect(one).toMatchObject({
      status: 201,
      body: { state: 'draft', text, mention: 'insert', addressBookId: bookId },
    });
    expect(two.body.id).toBe(one.body.id);
    expect(one.body).not.toHaveProperty('sendAt');
    expect((await copy()).body.id).not.toBe(one.body.id);
    expect(code(await copy({ addressBookId: randomUUID() }, once))).toBe('422 idempotency-key-reused');
    const other = await newAdvertiser(play.bed);
    const theirs = await newBook(play.bed, other.id);
    expect(code(await copy({ addressBookId: theirs }))).toBe('404 not-found');
    expect(code(await copy({}, await stranger()))).toBe('404 not-found');
    expect(code(await play.bed.post(`/v1/campaigns/${randomUUID()}/duplicate`, {}))).toBe('404 not-found');
  });
});

describe('test sends of a campaign', () => {
  interface Sent {
    messages: { contactId: string; id: string }[];
  }
  const send = (id: string, body: object, headers: Record<string, string> = {}) =>
    play.bed.post<Sent>(`/v1/campaigns/${id}/test-send`, body, headers);

  async function staff(advertiserId: string): Promise<{ bookId: string; contactIds: string[] }> {
    const book = { advertiserId, name: 'staff', forTests: true };
    const bookId = (await play.bed.post<{ id: string }>('/v1/address-books', book)).body.id;
    const rows = [80, 81, 82, 83].map((n) => `${msisdn(n)},Tester ${n}`);
    expect((await importCsv(play.bed, bookId, ['phone,first_name', ...rows].join('\n'))).body.imported).toBe(4);
    const path = `/v1/address-books/${bookId}/contacts`;
    const { body } = await play.bed.get<{ items: { id: string }[] }>(path);
    return { bookId, contactIds: body.items.map(({ id }) => id) };
  }

  test('go to at most three people who agreed, once per key, and are not counted', async () => {
    const { bookId, contactIds } = await staff(play.advertiserId);
    const recipients = await bookOf(play.bed, play.advertiserId, 84, 85);
    const { id } = (await play.draft(recipients, { text: 'Bonjour {{first_name}}. STOP 36180' })).body;
    const requested = await play.bed.collect<SmsRequested>(smsRequested);
    const once = { 'idempotency-key': randomUUID() };
    const order = { addressBookId: bookId, contactIds: contactIds.slice(0, 2) };
    const [one, two] = [await send(id, order, once), await send(id, order, once)];
    expect(one).toMatchObject({
      status: 202,
      body: { messages: order.contactIds.map((contactId) => ({ contactId })) },
    });
    expect(two.body).toEqual(one.body);
    const ids = one.body.messages.map((each) => each.id);
    const mine = () => requested.filter(({ value }) => ids.includes(value.id));
    await eventually('both are asked for', () => new Set(mine().map(({ value }) => value.id)).size === 2);
    // Of two partitions, in any order.
    const asked = mine().map(({ value }) => value);
    expect(asked.sort((a, b) => a.to.localeCompare(b.to))).toEqual(
      [80, 81].map((n) =>
        expect.objectContaining({ to: msisdn(n), category: 'marketing', text: `Bonjour Tester ${n}. STOP 36180` }),
      ),
    );
    expect(mine()[0]?.value).not.toHaveProperty('campaignId');
    expect((await play.view(id)).counts).toMatchObject({ recipients: 1, pending: 1 });
    expect((await play.bed.get(`/v1/messages/${ids[0]}`)).body).toMatchObject({ state: 'accepted' });

    expect(code(await send(id, { addressBookId: bookId, contactIds }))).toBe('400 invalid-request');
    expect(code(await send(id, { addressBookId: bookId, contactIds: [] }))).toBe('400 invalid-request');
    const twice = [contactIds[0], contactIds[0]];
    expect(code(await send(id, { addressBookId: bookId, contactIds: twice }))).toBe('400 invalid-request');
    expect(code(await send(id, { addressBookId: bookId, contactIds: ['999999999'] }))).toBe('404 not-found');
    const ofRecipients = await play.bed.get<{ items: { id: string }[] }>(`/v1/address-books/${recipients}/contacts`);
    const other = { addressBookId: recipients, contactIds: ofRecipients.body.items.map((each) => each.id) };
    expect(code(await send(id, other))).toBe('422 address-book-not-for-tests');
    expect(code(await send(id, { ...other, addressBookId: bookId }))).toBe('404 not-found');
    const theirs = await staff((await newAdvertiser(play.bed)).id);
    const ofAnother = { addressBookId: theirs.bookId, contactIds: theirs.contactIds.slice(0, 1) };
    expect(code(await send(id, ofAnother))).toBe('404 not-found');
    expect(code(await send(id, order, await stranger()))).toBe('404 not-found');
    const listed = await play.bed.get<{ items: { id: string }[] }>(
      `/v1/address-books?advertiserId=${play.advertiserId}&forTests=true`,
    );
    expect(listed.body.items.map((each) => each.id)).toEqual([bookId]);
  });
});

test('exports refused rows as a file for spreadsheets', async () => {
  const bookId = await newBook(play.bed, play.advertiserId);
  const { body } = await play.bed.send<{ id: string }>(
    'POST',
    `/v1/address-books/${bookId}/imports?withoutConsent=true`,
    ['phone', ...Array.from({ length: 1_200 }, (_, n) => `x${n}`), msisdn(60), ''].join('\n'),
    { 'content-type': 'text/csv' },
  );
  await eventually('it is imported', async () => {
    return (await play.bed.get<{ state: string }>(`/v1/imports/${body.id}`)).body.state === 'completed';
  });
  const answer = await fetch(`${play.bed.service.url}/v1/imports/${body.id}/rows.csv`);
  const file = Buffer.from(await answer.arrayBuffer()).toString('utf8');
  expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="refused-${body.id}.csv"`);
  const lines = file.split('\r\n');
  expect(lines[0]).toBe('\uFEFF"row";"code";"reason";"number"');
  expect(lines).toHaveLength(1_202);
  expect(lines[1_200]).toMatch(/^"1200";"PHONE_NOT_A_NUMBER";".*";"x1199"$/);
  const theirs = await fetch(answer.url, { headers: await stranger() });
  expect(theirs.status).toBe(404);
});

test.each(['from=0000-01-01&to=0000-01-02', 'from=9999-12-30&to=9999-12-31'])('refuses figures of %s', async (days) => {
  const answer = await play.bed.get(`/v1/statistics?advertiserId=${play.advertiserId}&${days}`);
  expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
});

describe('figures by day', () => {
  interface Statistics {
    from: string;
    to: string;
    days: ({ day: string } & Record<string, unknown>)[];
    total: Record<string, unknown>;
  }
  const figures = (query: string, headers: Record<string, string> = {}) =>
    play.bed.send<Statistics>('GET', `/v1/statistics?${query}`, undefined, headers);

  test('count each event once on its own day, in any order and however often it is reported', async () => {
    const { id: advertiserId } = await newAdvertiser(play.bed);
    const book = await bookOf(play.bed, advertiserId, 70, 76);
    const plan = { advertiserId, addressBookId: book, category: 'marketing', text: 'x STOP 36180' };
    const { id } = (await play.bed.launch<Campaign>(plan)).body;
    const people = await requestedOf(id, 6);
    const [one, two, three] = people as [About, About, About];
    await play.bed.say(verdicts, ...people.map((each) => verdict(each, 'cleared')));
    // A receipt before the status of its message; and all of it again.
    await play.bed.say(receipts, receipt(one, 'delivered', { at: Date.parse('2026-11-26T00:00:01Z') }));
    const left = people.map((each) => status(each, 'submitted', { at: Date.parse('2026-11-25T23:59:59Z') }));
    for (let times = 0; times < 2; times += 1) {
      await play.bed.say(messageStatus, ...left);
      await play.bed.say(
        receipts,
        receipt(one, 'delivered', { at: Date.parse('2026-11-26T00:00:01Z') }),
        receipt(two, 'delivered', { at: Date.parse('2026-11-26T08:00:00Z') }),
        receipt(three, 'failed', { at: Date.parse('2026-11-26T08:00:00Z') }),
      );
    }
    const today = new Date().toISOString().slice(0, 10);
    const stop = optOut(two.recipientKey, [advertiserId], { at: Date.now() });
    const complaint = optOut(one.recipientKey, [advertiserId], { at: Date.now(), source: 'complaint' });
    await play.bed.say(optOutChanged, stop, complaint, stop, complaint);
    const query = `advertiserId=${advertiserId}&from=2026-11-20&to=${today}`;
    await eventually('all of it is counted', async () => {
      const { body } = await figures(`${query}&category=marketing`);
      expect(body.total).toEqual({
        sent: 6,
        delivered: 2,
        failed: 1,
        optedOut: 2,
        complaints: 1,
        answers: 0,
        stopRate: 1,
      });
      return true;
    });
    const { body } = await figures(query);
    expect(body.days[0]).toMatchObject({ day: expect.stringMatching(/^2026-11-2[56]$/) });
    expect(body.days.find(({ day }) => day === '2026-11-26')).toMatchObject({ delivered: 2, failed: 1 });
    expect(body.days.find(({ day }) => day === today)).toMatchObject({ optedOut: 2, complaints: 1 });
    expect((await play.view(id)) as unknown).toMatchObject({ complaints: 1, counts: { optedOut: 2 } });
    expect((await figures(`${query}&category=informative`)).body.days).toEqual([]);
    // Confirmations of the platform are no messages of the advertiser.
    const confirmation: About = { ...two, id: randomUUID() };
    const service = { lane: 'service', at: Date.now() } as const;
    await play.bed.say(messageStatus, status(confirmation, 'submitted', service));
    await eventually('it is counted apart', async () => (await figures(query)).body.total['answers'] === 1);
    expect((await figures(query)).body.total).toMatchObject({ sent: 6, delivered: 2 });
    const last = await figures(`advertiserId=${advertiserId}&days=1`);
    expect(last.body).toMatchObject({ from: today, to: today, total: { optedOut: 2, complaints: 1 } });
    const month = (await figures(`advertiserId=${advertiserId}`)).body;
    expect(Date.parse(month.to) - Date.parse(month.from)).toBe(29 * 86_400_000);
    const listed = await play.bed.get<{ items: object[] }>(`/v1/campaigns?advertiserId=${advertiserId}`);
    expect(listed.body.items).toMatchObject([
      { id, recipients: 6, figures: { sent: 6, delivered: 2, failed: 1, optedOut: 2, complaints: 1 } },
    ]);
  });

  test('belong to one advertiser and cover a year at most', async () => {
    const query = (from: string, to: string) => `advertiserId=${play.advertiserId}&from=${from}&to=${to}`;
    expect(code(await figures(query('2026-11-02', '2026-11-01')))).toBe('400 invalid-request');
    expect(code(await figures(query('2024-01-01', '2026-11-01')))).toBe('400 invalid-request');
    expect(code(await figures(query('2026-02-30', '2026-03-01')))).toBe('400 invalid-request');
    expect(code(await figures(query('2026-11-01', '2026-11-02'), await stranger()))).toBe('403 not-yours');
  });
});
