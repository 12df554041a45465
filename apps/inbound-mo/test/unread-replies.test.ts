import { randomUUID } from 'node:crypto';
import {
  type Advertiser,
  type OptOutChanged,
  type Reply,
  moReceived,
  optOutChanged,
  replies,
} from '@stopsms/contracts';
import { type RunningService, makeApiKey } from '@stopsms/service-kit';
import { eventually, keys } from '@stopsms/testing';
import type { UnreadItem } from '../src/use-cases/unread/list-unread';
import { Bed, newHandset, post, submitted } from './bed';

const CODE = '36180';
const DAY_MS = 86_400_000;
/** Finnish, which is not read: "do not send me these". */
const UNREADABLE = 'Älkää lähettäkö minulle näitä';
const OPT_OUT = { decision: 'opt-out', by: 'Anne Martin', reason: 'Finnish: send me no more of these.' };
const NOTHING = { decision: 'nothing', by: 'Anne Martin', reason: 'It is about the weather.' };

type Answer<T> = { status: number; body: T & { code?: string; detail?: string } };
type Page = { items: UnreadItem[]; nextCursor?: string };

let bed: Bed;
let service: RunningService;
let read: Reply[];
let acme: Advertiser;

beforeAll(async () => {
  bed = await Bed.make();
  service = await bed.startReady();
  read = await bed.values(replies);
  acme = await bed.brand('Acme', [CODE]);
});
afterAll(() => bed.end());

const repliesOf = (handset: string) => read.filter(({ recipientKey }) => recipientKey === keys.keyOf(handset));

async function ask<T>(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
  const url = `${service.url}${path}`;
  const response = body === undefined ? await fetch(url, { headers }) : await post(url, body, headers);
  return { status: response.status, body: (await response.json()) as Answer<T>['body'] };
}
const list = (query = '') => ask<Page>(`/v1/unread-replies?${query}`);
const decide = (id: string, body: object) => ask<UnreadItem>(`/v1/unread-replies/${id}/decision`, body);

/** Texts as they come in, `count` of them in one batch. */
async function text(handset: string, body: string, count = 1): Promise<Reply> {
  const recipientKey = keys.keyOf(handset);
  const before = repliesOf(handset).length;
  const values = Array.from({ length: count }, (_, n) => ({
    ...{ moId: randomUUID(), recipientKey, provider: 'simulator', from: handset, to: CODE, text: body },
    receivedAt: Date.now() + n,
  }));
  await bed.put(
    moReceived,
    values.map((value) => ({ key: recipientKey, value })),
  );
  return eventually('the texts are read', () => repliesOf(handset)[before + count - 1]);
}

async function waiting(handset: string, body = UNREADABLE): Promise<string> {
  return (await text(handset, body)).replyId;
}
const only = async (id: string): Promise<UnreadItem | undefined> =>
  (await list('limit=200')).body.items.find((item) => item.id === id);

describe('a reply that nobody can read', () => {
  it('waits for a person, blocks nothing, and its number is shown nowhere', async () => {
    const handset = newHandset();
    await bed.statuses([submitted(handset, acme)]);
    const id = await waiting(handset, `${UNREADABLE} 06 39 98 00 01 / 639980001`);
    expect(repliesOf(handset)).toMatchObject([{ tier: 'none' }]);
    expect(await only(id)).toEqual({
      id,
      text: `${UNREADABLE} <number> / <number>`,
      region: 'FR',
      code: CODE,
      advertiserIds: [acme.id],
      reason: expect.stringMatching(/^nobody can read it/),
      later: [],
      receivedAt: new Date(repliesOf(handset)[0]?.receivedAt ?? 0).toISOString(),
      state: 'open',
    });
    expect(JSON.stringify((await list()).body)).not.toContain(handset.slice(3));
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    expect(metrics).toMatch(/stopsms_unread_replies_open\{[^}]*\} [1-9]/);
    expect(metrics).toMatch(/stopsms_unread_reply_oldest_seconds\{[^}]*\} \d/);
    expect(metrics).toMatch(/stopsms_unread_replies_total\{outcome="queued",[^}]*\} [1-9]/);
  });

  it('is told apart by POST /v1/read, and what is plainly about something else does not wait', async () => {
    expect((await ask('/v1/read', { text: UNREADABLE })).body).toMatchObject({ tier: 'none', unread: true });
    const handset = newHandset();
    for (const plain of ['Merci, à demain', 'Où en est ma commande ?', 'STOP', '']) {
      const { replyId } = await text(handset, plain);
      expect(await only(replyId)).toBeUndefined();
    }
  });

  it('waits once however often it is delivered, and five times at most from one person', async () => {
    const handset = newHandset();
    await text(handset, UNREADABLE, 3);
    await text(handset, UNREADABLE, 8);
    const ids = repliesOf(handset).map(({ replyId }) => replyId);
    expect(ids).toHaveLength(11);
    const { items } = (await list('limit=200')).body;
    expect(items.filter(({ id }) => ids.includes(id)).map(({ id }) => id)).toEqual(ids.slice(0, 5));
  });
});

describe('a decision', () => {
  it('to opt out is a reply that asks to stop, with who decided and when', async () => {
    const handset = newHandset();
    await bed.statuses([submitted(handset, acme)]);
    const id = await waiting(handset);
    const [original] = repliesOf(handset);
    const before = Date.now();
    const decided = await decide(id, OPT_OUT);
    expect(decided).toMatchObject({ status: 200, body: { id, state: 'opt-out', decision: OPT_OUT } });
    const told = await eventually('the request is told', () => repliesOf(handset)[1]);
    expect(told).toEqual({
      ...original,
      replyId: expect.not.stringMatching(id),
      tier: 'clear',
      reason: 'a person read it as a request to stop',
      decided: { by: 'Anne Martin', at: expect.any(Number), replyId: id },
    });
    expect(told.decided?.at).toBeGreaterThanOrEqual(before);
    expect(await decide(id, OPT_OUT)).toMatchObject({ status: 200, body: { decision: decided.body.decision } });
    for (const other of [NOTHING, { ...OPT_OUT, by: 'Paul' }, { ...OPT_OUT, reason: 'Another.' }]) {
      const answer = await decide(id, other);
      expect(answer).toMatchObject({ status: 409, body: { code: 'unread-reply-decided' } });
      expect(answer.body.detail).toContain('decided opt-out by Anne Martin on ');
    }
    await text(handset, 'STOP');
    expect(repliesOf(handset)).toHaveLength(3);
  });

  it('for nothing tells nobody anything', async () => {
    const handset = newHandset();
    const id = await waiting(handset);
    expect(await decide(id, NOTHING)).toMatchObject({ status: 200, body: { state: 'nothing' } });
    await text(handset, 'STOP');
    expect(repliesOf(handset).map(({ tier }) => tier)).toEqual(['none', 'exact']);
    expect((await only(id))?.later).toEqual([{ tier: 'exact', at: expect.any(String) }]);
  });

  it('of several at once is one, and all are told whose', async () => {
    const handset = newHandset();
    const id = await waiting(handset);
    const answers = await Promise.all(
      ['A', 'B', 'C', 'D'].map((by, n) => decide(id, { ...(n % 2 ? OPT_OUT : NOTHING), by })),
    );
    const [won, ...others] = answers.filter(({ status }) => status === 200);
    expect(others).toEqual([]);
    const by = won?.body.decision?.by;
    for (const { status, body } of answers.filter((answer) => answer !== won))
      expect([status, body.detail?.includes(` by ${by} on `)]).toEqual([409, true]);
    await text(handset, 'STOP');
    const asked = repliesOf(handset).filter(({ decided }) => decided);
    expect(asked).toHaveLength(won?.body.state === 'opt-out' ? 1 : 0);
  });

  test.each([
    { it: 'names no reason', body: { ...OPT_OUT, reason: ' ' }, says: 'reason' },
    {
      it: 'has half a character',
      body: { ...OPT_OUT, reason: 'a\ud83d' },
      says: 'reason must be characters that show, and line feeds: it holds U+D83D',
    },
    { it: 'names nobody', body: { ...OPT_OUT, by: undefined }, says: 'by is missing: who decides' },
    { it: 'is neither of the two', body: { ...OPT_OUT, decision: 'maybe' }, says: 'decision' },
  ])('that $it is refused', async ({ body, says }) => {
    const id = await waiting(newHandset());
    expect(await decide(id, body)).toMatchObject({ status: 400, body: { detail: expect.stringContaining(says) } });
    expect((await only(id))?.state).toBe('open');
  });

  it('on what is not there, and a cursor that is none, are told apart from empty answers', async () => {
    expect(await decide(randomUUID(), OPT_OUT)).toMatchObject({ status: 404 });
    expect(await list('cursor=abc')).toMatchObject({ status: 400, body: { code: 'invalid-cursor' } });
    expect(await list('state=closed')).toMatchObject({ status: 400 });
    expect(await list('limit=201')).toMatchObject({ status: 400 });
  });
});

test('the queue is read page by page, the longest waiting first, of a state and of an advertiser', async () => {
  const { body: all } = await list('limit=200');
  const seen: string[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const page: Answer<Page> = await list(`limit=3${cursor && `&cursor=${cursor}`}`);
    seen.push(...page.body.items.map(({ id }) => id));
    cursor = page.body.nextCursor;
  }
  expect(seen.length).toBeGreaterThan(8);
  expect(seen).toEqual(all.items.map(({ id }) => id));
  const instants = all.items.map(({ receivedAt }) => receivedAt);
  expect(instants).toEqual([...instants].sort());
  const optedOut = (await list('state=opt-out')).body.items;
  expect(optedOut.map(({ state }) => state)).toEqual(optedOut.map(() => 'opt-out'));
  expect(optedOut.length).toBeGreaterThan(0);
  expect((await list(`advertiserId=${acme.id}&limit=200`)).body.items.length).toBeGreaterThan(1);
  expect((await list(`advertiserId=${randomUUID()}`)).body.items).toEqual([]);
});

test('an erasure takes the text, and nobody can decide on it any more', async () => {
  const handset = newHandset();
  const id = await waiting(handset);
  const recipientKey = keys.keyOf(handset);
  const value: OptOutChanged = {
    ...{ changeId: randomUUID(), recipientKey, change: 'opted-out', source: 'erasure', evidenceId: randomUUID() },
    optOuts: [{ scope: '*', advertiserId: null, episodeId: randomUUID() }],
    ...{ attributed: true, at: Date.now() },
  };
  await bed.put(optOutChanged, [{ key: recipientKey, value }]);
  await eventually('the text is gone', async () => (await only(id))?.state === 'erased');
  expect(await only(id)).toMatchObject({ text: null });
  expect(await decide(id, OPT_OUT)).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('deleted') },
  });
});

test('in production an operator’s key decides under its own name, and nobody else does', async () => {
  const id = await waiting(newHandset());
  await service.close();
  const { key, hash } = makeApiKey();
  service = await bed.startReady({
    ...{ STOPSMS_MODE: 'production', OPERATOR_KEYS: `carol:${hash}` },
    ...{ ALLOW_PLAIN_KAFKA: 'true', ALLOW_PLAIN_POSTGRES: 'true', ALLOW_PLAIN_SMPP: 'true' },
  });
  const path = `/v1/unread-replies/${id}/decision`;
  expect(await ask('/v1/unread-replies')).toMatchObject({ status: 401, body: { code: 'key-missing' } });
  expect(await ask(path, OPT_OUT)).toMatchObject({ status: 401, body: { code: 'key-missing' } });
  const stranger = { authorization: `Bearer ${makeApiKey().key}` };
  expect(await ask(path, OPT_OUT, stranger)).toMatchObject({ status: 401, body: { code: 'key-unknown' } });
  const answer = await ask<UnreadItem>(path, OPT_OUT, { authorization: `Bearer ${key}` });
  expect(answer).toMatchObject({ status: 200, body: { decision: { by: 'carol' } } });
});

test('after 30 days the text is gone, and what nobody decided cannot be decided', async () => {
  await service.close();
  service = await bed.startReady();
  const id = await waiting(newHandset());
  await service.close();
  service = await bed.startReady({ STOPSMS_CLOCK: new Date(Date.now() + 31 * DAY_MS).toISOString() });
  await eventually('it is purged', async () => (await only(id))?.state === 'erased');
  const { items } = (await list('limit=200')).body;
  expect(items.map(({ text: kept }) => kept)).toEqual(items.map(() => null));
  expect(items.filter(({ state }) => state === 'open')).toEqual([]);
  expect(items.some(({ decision }) => decision?.by === 'Anne Martin')).toBe(true);
});
