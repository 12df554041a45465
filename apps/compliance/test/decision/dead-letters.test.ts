import { randomUUID } from 'node:crypto';
import { advertisers, deadLetterOf, optOuts, publisherTopic, replies, smsRequested } from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import { Bed } from '../bed';
import { requestOf } from '../fixtures';

interface Letter {
  offset: string;
  service: string;
  code: string;
  reason: string;
  replayed: boolean;
  source: { partition: number; offset: string };
}

const DLQ = deadLetterOf(smsRequested.name);
const shop = publisherTopic('shop');
const PUBLISHERS = `publishers: [{ name: shop, advertisers: '*' }]`;
const SECRET_TEXT = 'Soldes chez LORANE';

let bed: Bed;
beforeAll(async () => {
  bed = await Bed.madeWith({ PUBLISHERS }, [DLQ]);
});
afterAll(() => bed?.end());

async function get<T>(path: string): Promise<{ status: number; body: T }> {
  const response = await fetch(`${bed.url}/v1/dead-letters${path}`);
  return { status: response.status, body: (await response.json()) as T };
}
async function replay(topic: string, body: object) {
  const response = await fetch(`${bed.url}/v1/dead-letters/${topic}/replay`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
const page = async (query = '') =>
  (await get<{ items: Letter[]; nextCursor?: string }>(`/${smsRequested.name}${query}`)).body;

/** Malformed for what it lacks, with a number and a text in it. */
async function giveUp(count: number): Promise<void> {
  const before = bed.seen(DLQ).length;
  const records = Array.from({ length: count }, () => {
    const { category: _, ...request } = requestOf({ to: '+33639980071', text: SECRET_TEXT });
    return { key: request.id, value: JSON.stringify(request) };
  });
  await bed.sendTo(smsRequested, 5, records);
  await eventually('they are dead letters', () => bed.seen(DLQ).length === before + count);
}

describe('dead letters over HTTP', () => {
  test('return none if there are none', async () => {
    expect(await get('')).toEqual({ status: 200, body: { topics: [] } });
    expect(await page()).toEqual({ items: [] });
  });

  test('are counted by topic and cause, and listed page by page without their content', async () => {
    await giveUp(3);
    const cause = { service: 'compliance', code: 'malformed-record', waiting: 3 };
    expect((await get('')).body).toMatchObject({
      topics: [
        { topic: smsRequested.name, replayedBy: 'compliance', waiting: 3, replayed: 0, older: 0, causes: [cause] },
      ],
    });
    const first = await page('?limit=2');
    expect(first.items).toMatchObject([
      { offset: '0', service: 'compliance', replayed: false, source: { partition: 5, offset: '0' } },
      { offset: '1' },
    ]);
    const second = await page(`?limit=2&cursor=${first.nextCursor}`);
    expect(second.items.map(({ offset }) => offset)).toEqual(['2']);
    expect(second.nextCursor).toBeUndefined();
    expect(JSON.stringify([first, second])).not.toMatch(/63998|Soldes/);
    expect((await page('?code=handler-failed')).items).toEqual([]);
    expect((await get(`/${smsRequested.name}?cursor=nonsense`)).status).toBe(400);
  });

  test('show their structure to all readers, and their content on a separate route', async () => {
    const shape = (await get<{ value: object; stack: string[] }>(`/${smsRequested.name}/1`)).body;
    expect(shape.value).toMatchObject({ text: `<${SECRET_TEXT.length} characters>` });
    expect(JSON.stringify(shape)).not.toMatch(/63998|Soldes/);
    const whole = (await get<{ value: string }>(`/${smsRequested.name}/1/value`)).body;
    expect(JSON.parse(whole.value)).toMatchObject({ to: '+33639980071', text: SECRET_TEXT });
    expect((await get(`/${smsRequested.name}/99`)).status).toBe(404);
    expect((await get(`/${smsRequested.name}/..%2f1`)).status).toBe(404);
  });

  test('are replayed to their origin once each, however often and concurrently requested', async () => {
    const [one, two] = await Promise.all([
      replay(smsRequested.name, { offsets: ['1', '77'] }),
      replay(smsRequested.name, { offsets: ['1', '77'] }),
    ]);
    expect([one.body, two.body]).toMatchObject([
      { replayed: 1, before: 0, unknown: 1, isAll: true },
      { replayed: 0, before: 1, unknown: 1 },
    ]);
    // It is as malformed as it was, and comes back.
    await eventually('it is given up again', () => bed.seen(DLQ).filter(({ key }) => key !== 'stopsms.replayed')[3]);
    const waiting = (await page()).items.map(({ offset }) => offset);
    const all = (await page('?state=all')).items;
    expect(all.filter(({ replayed }) => replayed).map(({ offset }) => offset)).toEqual(['1']);
    expect(waiting).toHaveLength(3);
    expect((await replay(smsRequested.name, { all: true, code: 'handler-failed' })).body).toMatchObject({
      replayed: 0,
    });
    expect((await replay(smsRequested.name, { all: true })).body).toMatchObject({ replayed: 3, before: 1 });
    await eventually('all are given up again', async () => (await page()).items.length === 3);
  });

  test('of a publisher are replayed to its own topic', async () => {
    const id = randomUUID();
    await bed.sendTo(shop, 2, [{ key: id, value: '{"id": ' }]);
    const published = await eventually('it is listed', async () =>
      (await get<{ topics: { topic: string; replayedBy: string }[] }>('')).body.topics.find(
        ({ topic }) => topic === shop.name,
      ),
    );
    expect(published).toMatchObject({ replayedBy: 'compliance', waiting: 1 });
    expect((await replay(shop.name, { all: true })).body).toMatchObject({ topic: shop.name, replayed: 1 });
  });

  test.each([
    {
      it: 'of a topic that several read, but by its writer',
      topic: replies.name,
      status: 409,
      code: 'replayed-elsewhere',
    },
    { it: 'of what keeps the last state of each key', topic: optOuts.name, status: 409, code: 'replay-impossible' },
    { it: 'of advertisers, the same', topic: advertisers.name, status: 409, code: 'replay-impossible' },
    { it: 'of a topic that is not read here', topic: 'dispatcher.journal.v1', status: 404, code: 'not-found' },
    { it: 'of no topic', topic: '__consumer_offsets', status: 404, code: 'not-found' },
  ])('are not replayed $it', async ({ topic, status, code }) => {
    expect(await replay(topic, { all: true })).toMatchObject({ status, body: { code } });
  });

  test.each([
    { it: 'nothing', body: {} },
    { it: 'no offset', body: { offsets: [] } },
    { it: 'an offset that is none', body: { offsets: ['-1'] } },
    { it: 'too many', body: { offsets: Array.from({ length: 1_001 }, (_, n) => String(n)) } },
    { it: 'both', body: { all: true, offsets: ['1'] } },
    { it: 'not all', body: { all: false } },
  ])('are not replayed if $it is selected', async ({ body }) => {
    expect(await replay(smsRequested.name, body)).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
  });
});
