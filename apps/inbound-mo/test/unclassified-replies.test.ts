import { randomUUID } from 'node:crypto';
import { makeApiKey } from '@stopsms/access';
import type { RunningService } from '@stopsms/bootstrap';
import {
  type Advertiser,
  type OptOutChanged,
  type Reply,
  auditEvents,
  moReceived,
  optOutChanged,
  replies,
} from '@stopsms/contracts';
import { eventually, keys } from '@stopsms/testing';
import type { UnclassifiedItem } from '../src/replies/unclassified/list-unclassified';
import { Bed, newHandset, post, submitted } from './bed';

const CODE = '36180';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Finnish, which is not read: "do not send me these". */
const UNREADABLE = 'Älkää lähettäkö minulle näitä';
/** A wish to receive texts again, not by keyword. */
const BACK = "J'avais mis STOP par erreur, vous pouvez me réinscrire ?";
const OPT_OUT = { decision: 'opt-out', by: 'Anne Martin', reason: 'Finnish: send me no more of these.' };
const NOTHING = { decision: 'nothing', by: 'Anne Martin', reason: 'It is about the weather.' };

type Answer<T> = { status: number; body: T & { code?: string; detail?: string } };
type Page = { items: UnclassifiedItem[]; nextCursor?: string };

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
const list = (query = '') => ask<Page>(`/v1/unclassified-replies?${query}`);
const decide = (id: string, body: object) => ask<UnclassifiedItem>(`/v1/unclassified-replies/${id}/decision`, body);

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
async function only(id: string): Promise<UnclassifiedItem | undefined> {
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const page: Answer<Page> = await list(`limit=200${cursor && `&cursor=${cursor}`}`);
    const found = page.body.items.find((item) => item.id === id);
    if (found) return found;
    cursor = page.body.nextCursor;
  }
  return undefined;
}

/** Makes that many people write an unclassifiable text; returns their keys. */
async function crowd(count: number): Promise<Set<string>> {
  const values = Array.from({ length: count }, () => {
    const from = newHandset();
    const recipientKey = keys.keyOf(from);
    const about = { moId: randomUUID(), recipientKey, provider: 'simulator', from, to: CODE, receivedAt: Date.now() };
    return { key: recipientKey, value: { ...about, text: UNREADABLE } };
  });
  await bed.put(moReceived, values);
  const crowded = new Set(values.map(({ key }) => key));
  const come = () => new Set(read.flatMap(({ recipientKey: key }) => (crowded.has(key) ? [key] : []))).size;
  await eventually('all are read', () => come() === count);
  return crowded;
}

test('lists a reply once: as waiting, and then as decided', async () => {
  const handset = newHandset();
  await bed.statuses([submitted(handset, acme)]);
  const id = await waiting(handset);
  const mine = async (query = '') => {
    const { body } = await ask<{ items: { id: string; kind: string; text: string | null }[] }>(
      `/v1/replies?advertiserId=${acme.id}&limit=200${query}`,
    );
    return body.items.filter((item) => item.id === id || item.text === null).map(({ id: of, kind }) => [of, kind]);
  };
  expect(await mine()).toEqual([[id, 'waiting']]);
  expect(await mine('&kind=waiting')).toEqual([[id, 'waiting']]);
  expect(await mine('&kind=other')).toEqual([]);
  await decide(id, OPT_OUT);
  expect(await mine()).toEqual([[id, 'opt-out']]);
  expect(await mine('&kind=opt-out')).toEqual([[id, 'opt-out']]);
});

describe('a reply that nobody can read', () => {
  it('waits for a person until the deadline, opts nobody out, and shows its number nowhere', async () => {
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
      reason: expect.stringMatching(/^uncertain, \d+ % a request by weights \S+; rules: nobody can read it/),
      asksFor: 'stop',
      certainty: expect.any(Number),
      later: [],
      receivedAt: new Date(repliesOf(handset)[0]?.receivedAt ?? 0).toISOString(),
      deadline: expect.any(String),
      state: 'open',
    });
    const { deadline = '' } = (await only(id)) ?? {};
    expect(Math.abs(Date.parse(deadline) - Date.now() - 72 * HOUR_MS)).toBeLessThan(60_000);
    await bed.sql('UPDATE unread_reply SET certainty = 0.424 WHERE reply_id = $1', [id]);
    expect(await only(id)).toMatchObject({ certainty: 42 });
    expect(JSON.stringify((await list()).body)).not.toContain(handset.slice(3));
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    expect(metrics).toMatch(/stopsms_unclassified_replies_open\{[^}]*\} [1-9]/);
    expect(metrics).toMatch(/stopsms_unclassified_reply_oldest_seconds\{[^}]*\} \d/);
    expect(metrics).toMatch(/stopsms_unclassified_replies_total\{outcome="queued",[^}]*\} [1-9]/);
  });

  it('is shown by POST /v1/read, and what is plainly about something else does not wait', async () => {
    expect((await ask('/v1/read', { text: UNREADABLE })).body).toMatchObject({
      ...{ tier: 'none', unclassified: 'request' },
    });
    expect((await ask('/v1/read', { text: BACK })).body).toMatchObject({ tier: 'start', unclassified: 'start' });
    expect((await ask('/v1/read', { text: 'START' })).body).not.toHaveProperty('unclassified');
    const handset = newHandset();
    for (const plain of ['Merci, à demain', 'Où en est ma commande ?', 'STOP', '']) {
      const { replyId } = await text(handset, plain);
      expect(await only(replyId)).toBeUndefined();
    }
  });

  it('waits once however often it is delivered; of one person five are shown at a time, and none is forgotten', async () => {
    const handset = newHandset();
    await text(handset, UNREADABLE, 3);
    await text(handset, UNREADABLE, 8);
    const ids = repliesOf(handset).map(({ replyId }) => replyId);
    expect(ids).toHaveLength(11);
    const shown = async () => {
      const { items } = (await list('state=open&limit=200')).body;
      return items.filter(({ id }) => ids.includes(id)).map(({ id }) => id);
    };
    expect(await shown()).toEqual(ids.slice(0, 5));
    for (const id of [ids[1], ids[3]]) expect((await decide(id ?? '', NOTHING)).status).toBe(200);
    expect(await shown()).toEqual([ids[0], ids[2], ids[4], ids[5], ids[6]]);
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
    const published = await eventually('the request is published', () => repliesOf(handset)[1]);
    expect(published).toEqual({
      ...original,
      replyId: expect.not.stringMatching(id),
      tier: 'clear',
      reason: 'a person read it as a request to stop',
      decided: { by: 'Anne Martin', at: expect.any(Number), replyId: id },
    });
    expect(published.decided?.at).toBeGreaterThanOrEqual(before);
    expect(await decide(id, OPT_OUT)).toMatchObject({ status: 200, body: { decision: decided.body.decision } });
    for (const other of [NOTHING, { ...OPT_OUT, by: 'Paul' }, { ...OPT_OUT, reason: 'Another.' }]) {
      const answer = await decide(id, other);
      expect(answer).toMatchObject({ status: 409, body: { code: 'unclassified-reply-decided' } });
      expect(answer.body.detail).toContain('decided opt-out by Anne Martin on ');
    }
    await text(handset, 'STOP');
    expect(repliesOf(handset)).toHaveLength(3);
  });

  it('as no request publishes nothing', async () => {
    const handset = newHandset();
    const id = await waiting(handset);
    expect(await decide(id, NOTHING)).toMatchObject({ status: 200, body: { state: 'nothing' } });
    await text(handset, 'STOP');
    expect(repliesOf(handset).map(({ tier }) => tier)).toEqual(['none', 'exact']);
    expect((await only(id))?.later).toEqual([{ tier: 'exact', at: expect.any(String) }]);
  });

  it('among several concurrent ones is one, and all callers learn whose', async () => {
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
    const asked = won?.body.state === 'opt-out' ? 1 : 0;
    await eventually('what is decided is published', () => repliesOf(handset).length === 2 + asked);
    expect(repliesOf(handset).filter(({ decided }) => decided)).toHaveLength(asked);
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

  it('on an unknown reply and an invalid cursor are errors, not empty lists', async () => {
    expect(await decide(randomUUID(), OPT_OUT)).toMatchObject({ status: 404 });
    expect(await list('cursor=abc')).toMatchObject({ status: 400, body: { code: 'invalid-cursor' } });
    expect(await list('state=closed')).toMatchObject({ status: 400 });
    expect(await list('limit=201')).toMatchObject({ status: 400 });
  });
});

describe('a request in free words to receive texts again', () => {
  const START = { decision: 'start', by: 'Anne Martin', reason: 'The STOP was a slip.' };
  const published = ({ tier }: Reply) => tier;

  it('is published as none, and waits without a deadline', async () => {
    const handset = newHandset();
    await bed.statuses([submitted(handset, acme)]);
    const id = await waiting(handset, BACK);
    expect(repliesOf(handset).map(published)).toEqual(['none']);
    expect(repliesOf(handset)[0]).not.toHaveProperty('keyword');
    expect(await only(id)).toMatchObject({
      ...{ asksFor: 'start', state: 'open', reason: expect.stringMatching(/^it may ask to receive texts again/) },
    });
    expect(await only(id)).not.toHaveProperty('deadline');
  });

  it('decided as start is a START as old as its text, once', async () => {
    const handset = newHandset();
    await bed.statuses([submitted(handset, acme)]);
    const id = await waiting(handset, BACK);
    const [original] = repliesOf(handset);
    const answers = await Promise.all([decide(id, START), decide(id, START), decide(id, START)]);
    for (const answer of answers)
      expect(answer).toMatchObject({ status: 200, body: { state: 'start', decision: START } });
    const start = await eventually('the start is published', () => repliesOf(handset)[1]);
    expect(start).toEqual({
      ...original,
      replyId: expect.not.stringMatching(id),
      tier: 'start',
      reason: 'a person read it as a wish to receive texts again',
      decided: { by: 'Anne Martin', at: expect.any(Number), replyId: id },
    });
    expect(await decide(id, OPT_OUT)).toMatchObject({ status: 409, body: { code: 'unclassified-reply-decided' } });
    await text(handset, 'STOP');
    expect(repliesOf(handset).map(published)).toEqual(['none', 'start', 'exact']);
  });

  it('decided as no request lifts nothing', async () => {
    const handset = newHandset();
    const id = await waiting(handset, BACK);
    expect(await decide(id, NOTHING)).toMatchObject({ status: 200, body: { state: 'nothing' } });
    await text(handset, 'STOP');
    expect(repliesOf(handset).map(published)).toEqual(['none', 'exact']);
  });

  it('a START by keyword does not wait', async () => {
    const handset = newHandset();
    const { replyId } = await text(handset, 'START');
    expect(repliesOf(handset).map(published)).toEqual(['start']);
    expect(await only(replyId)).toBeUndefined();
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
  const decided: UnclassifiedItem[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const page: Answer<Page> = await list(`state=decided&limit=2${cursor && `&cursor=${cursor}`}`);
    decided.push(...page.body.items);
    cursor = page.body.nextCursor;
  }
  expect(decided.length).toBeGreaterThan(2);
  const decidedAt = decided.map(({ decision }) => decision?.at ?? '');
  expect(decidedAt).toEqual([...decidedAt].sort().reverse());
  expect((await list(`advertiserId=${randomUUID()}`)).body.items).toEqual([]);
});

test('an erasure deletes the text and opts out its sender without the number if it may be a STOP', async () => {
  const handset = newHandset();
  const id = await waiting(handset);
  const back = await waiting(handset, BACK);
  const recipientKey = keys.keyOf(handset);
  const value: OptOutChanged = {
    ...{ changeId: randomUUID(), recipientKey, change: 'opted-out', source: 'erasure', evidenceId: randomUUID() },
    optOuts: [{ scope: '*', advertiserId: null, episodeId: randomUUID() }],
    ...{ attributed: true, at: Date.now() },
  };
  await bed.put(optOutChanged, [{ key: recipientKey, value }]);
  await eventually('the text is gone', async () => (await only(id))?.state === 'opt-out');
  expect(await only(id)).toMatchObject({ text: null, decision: { automatic: 'deletion', by: 'deletion' } });
  const asked = await eventually('the request is published', () => repliesOf(handset).find(({ decided }) => decided));
  expect(asked).toMatchObject({ tier: 'likely', decided: { by: 'deletion', replyId: id } });
  expect(asked).not.toHaveProperty('msisdn');
  expect(await decide(id, NOTHING)).toMatchObject({ status: 409, body: { code: 'unclassified-reply-decided' } });
  expect(await only(back)).toMatchObject({ state: 'erased', text: null });
  expect(await decide(back, { ...OPT_OUT, decision: 'start' })).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('deleted') },
  });
});

test('in production an operator’s key decides under its own name, and no other key decides', async () => {
  const id = await waiting(newHandset());
  await service.close();
  const { key, hash } = makeApiKey();
  service = await bed.startReady({
    ...{ STOPSMS_MODE: 'production', OPERATOR_KEYS: `carol:${hash}` },
    ...{ ALLOW_PLAIN_KAFKA: 'true', ALLOW_PLAIN_POSTGRES: 'true', ALLOW_PLAIN_SMPP: 'true' },
  });
  const path = `/v1/unclassified-replies/${id}/decision`;
  expect(await ask('/v1/unclassified-replies')).toMatchObject({ status: 401, body: { code: 'key-missing' } });
  expect(await ask(path, OPT_OUT)).toMatchObject({ status: 401, body: { code: 'key-missing' } });
  const stranger = { authorization: `Bearer ${makeApiKey().key}` };
  expect(await ask(path, OPT_OUT, stranger)).toMatchObject({ status: 401, body: { code: 'key-unknown' } });
  const answer = await ask<UnclassifiedItem>(path, OPT_OUT, { authorization: `Bearer ${key}` });
  expect(answer).toMatchObject({ status: 200, body: { decision: { by: 'carol' } } });
});

test('an undecided reply opts out at its deadline, once, and the record says so', async () => {
  await service.close();
  service = await bed.startReady();
  const [late, decided, back] = [newHandset(), newHandset(), newHandset()];
  await bed.statuses([submitted(late, acme)]);
  const id = await waiting(late);
  const own = await waiting(decided);
  await decide(own, NOTHING);
  const start = await waiting(back, BACK);
  const many = await crowd(520);
  const events = await bed.values(auditEvents['inbound-mo']);
  await service.close();
  service = await bed.startReady({ STOPSMS_CLOCK: new Date(Date.now() + 71 * HOUR_MS).toISOString() });
  await text(newHandset(), 'Merci');
  expect(await only(id)).toMatchObject({ state: 'open' });
  await service.close();
  service = await bed.startReady({ STOPSMS_CLOCK: new Date(Date.now() + 73 * HOUR_MS).toISOString() });
  await eventually('the deadline decides', async () => (await only(id))?.state === 'opt-out');
  expect(await only(id)).toMatchObject({
    text: UNREADABLE,
    decision: {
      ...{ decision: 'opt-out', by: 'deadline', automatic: 'deadline' },
      reason: 'Nobody decided within 72 hours; it may ask to stop.',
    },
  });
  const asked = await eventually('the request is published', () => repliesOf(late)[1]);
  expect([asked, ...repliesOf(late).slice(2)]).toEqual([
    {
      ...repliesOf(late)[0],
      replyId: expect.any(String),
      tier: 'likely',
      reason: 'nobody decided on it within 72 hours, and it may ask to stop',
      decided: { by: 'deadline', at: expect.any(Number), replyId: id },
    },
  ]);
  expect((await list('state=opt-out&automatic=deadline&limit=200')).body.items.map((item) => item.id)).toContain(id);
  expect((await list('state=opt-out&automatic=deletion')).body.items.map((item) => item.id)).not.toContain(id);
  const ofMany = () => read.filter(({ recipientKey, decided }) => many.has(recipientKey) && decided);
  await eventually('all of them are out', () => ofMany().length >= many.size);
  expect(new Set(ofMany().map(({ recipientKey }) => recipientKey)).size).toBe(ofMany().length);
  expect(await only(own)).toMatchObject({ state: 'nothing', decision: NOTHING });
  expect(await only(start)).toMatchObject({ state: 'open' });
  expect(await decide(id, NOTHING)).toMatchObject({ status: 409 });
  const event = await eventually('it is in the audit log', () =>
    events.find(({ on, stage }) => stage === 'ended' && on.resources.some((each) => each.id === id)),
  );
  expect(event).toMatchObject({
    ...{ kind: 'act', operation: 'unclassifiedReplies_decide', who: { kind: 'deadline', name: 'deadline' } },
    ...{ result: { status: 200 }, on: { resources: expect.arrayContaining([{ kind: 'unclassified-replies', id }]) } },
  });
  const metrics = await (await fetch(`${service.url}/metrics`)).text();
  expect(metrics).toMatch(/stopsms_unclassified_replies_total\{outcome="deadline",[^}]*\} [1-9]/);
  expect(metrics).toMatch(/stopsms_unclassified_reply_deadline_ratio\{[^}]*\} 0/);
});

test('the text is deleted after 30 days, after which an undecided reply cannot be decided', async () => {
  const id = await waiting(newHandset());
  const back = await waiting(newHandset(), BACK);
  await service.close();
  service = await bed.startReady({ STOPSMS_CLOCK: new Date(Date.now() + 40 * DAY_MS).toISOString() });
  await eventually('it is purged', async () => (await only(back))?.state === 'erased');
  expect(await only(id)).toMatchObject({ state: 'opt-out', decision: { by: 'deadline' } });
  const { items } = (await list('limit=200')).body;
  expect(items.map(({ text: kept }) => kept)).toEqual(items.map(() => null));
  expect(items.filter(({ state }) => state === 'open')).toEqual([]);
  expect(items.some(({ decision }) => decision?.by === 'Anne Martin')).toBe(true);
});
