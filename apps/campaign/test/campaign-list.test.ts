// The list of campaigns as people manage it: names and tags, search, filters, orders and pages.
import { randomUUID } from 'node:crypto';
import type { Answer } from './bed';
import { type Campaign, CampaignPlay } from './campaign-play';
import { bookOf, newAdvertiser } from './people';

interface Listed extends Campaign {
  name: string;
  tags: string[];
  version: number;
}
interface Page {
  items: Listed[];
  nextCursor?: string;
}

let play: CampaignPlay;
let advertiserId: string;
let bookId: string;
beforeAll(async () => {
  play = await CampaignPlay.start();
  advertiserId = (await newAdvertiser(play.bed)).id;
  bookId = await bookOf(play.bed, advertiserId, 0, 2);
});
afterAll(() => play.bed.end());

const code = ({ status, body }: Answer<unknown>) => `${status} ${String((body as { code?: string }).code)}`;
const create = (more: object = {}) =>
  play.bed.post<Listed>('/v1/campaigns', {
    ...{ advertiserId, addressBookId: bookId, category: 'marketing', text: 'Soldes -20% STOP 36180', ...more },
  });
const list = (query: string) => play.bed.get<Page>(`/v1/campaigns?advertiserId=${advertiserId}&${query}`);
const namesOf = async (query: string) => (await list(query)).body.items.map(({ name }) => name);

test('a campaign without a name is named after its address book and day, not after its text', async () => {
  const { body } = await create();
  expect(body).toMatchObject({ name: `customers – ${new Date().toISOString().slice(0, 10)}`, tags: [] });
  // As the release before creates one.
  await play.bed.sql('UPDATE campaign SET name = NULL WHERE id = $1', [body.id]);
  expect(await play.view(body.id)).toMatchObject({ name: body.name });
  await play.act(body.id, 'cancel');
});

test('a name and tags are changed in any state, without another version', async () => {
  const { id } = (await create({ name: 'Soldes d’hiver', tags: ['soldes', 'Hiver'] })).body;
  const path = `/v1/campaigns/${id}`;
  expect(await play.bed.get(path)).toMatchObject({ body: { name: 'Soldes d’hiver', tags: ['soldes', 'Hiver'] } });
  expect((await play.act(id, 'start')).status).toBe(200);
  const renamed = await play.bed.patch<Listed>(path, { name: '  عروض الورد 🌹 <script>alert(1)</script>  ' });
  expect(renamed).toMatchObject({
    status: 200,
    body: { name: 'عروض الورد 🌹 <script>alert(1)</script>', tags: ['soldes', 'Hiver'], version: 1 },
  });
  expect((await play.bed.patch<Listed>(path, { tags: [] })).body.tags).toEqual([]);
  expect(code(await play.bed.patch(path, { name: 'x', text: 'y STOP 36180' }))).toBe('409 campaign-started');
  expect(await play.bed.get(path)).toMatchObject({ body: { name: expect.stringContaining('عروض') } });
});

test.each([
  ['a name of 121 characters', { name: 'x'.repeat(121) }],
  ['an empty name', { name: '  ' }],
  ['a line break', { name: 'one\ntwo' }],
  ['a NUL', { name: 'one\u0000' }],
  ['text turned round', { name: 'one\u202Eowt' }],
  ['no name', { name: null }],
  ['eleven tags', { tags: Array.from({ length: 11 }, (_, n) => `tag ${n}`) }],
  ['one tag twice', { tags: ['Soldes', 'soldes'] }],
  ['a tag of 41 characters', { tags: ['x'.repeat(41)] }],
  ['a tag that is a number', { tags: [1] }],
])('refuses %s', async (_, label) => {
  const { id } = (await create({ name: 'Valable' })).body;
  for (const answer of [await create(label), await play.bed.patch<Listed>(`/v1/campaigns/${id}`, label)]) {
    expect(code(answer)).toBe('400 invalid-request');
    expect(JSON.stringify(answer.body)).toContain(`/${Object.keys(label)[0]}`);
  }
  expect(await play.view(id)).toMatchObject({ name: 'Valable' });
  await play.act(id, 'cancel');
});

describe('a list', () => {
  beforeAll(async () => {
    advertiserId = (await newAdvertiser(play.bed)).id;
    bookId = await bookOf(play.bed, advertiserId, 0, 2);
    const at = '2099-01-01T09:00:00Z';
    await create({ name: 'Été en boutique', tags: ['été', 'boutique'] });
    await create({ name: 'etage en travaux', sendAt: at });
    const ended = await create({ name: 'Noël 100 %', tags: ['Soldes'] });
    await play.act(ended.body.id, 'cancel');
    await create({ name: 'Zéro_stock', tags: ['soldes', 'boutique'] });
    await play.bed.sql(
      `INSERT INTO campaign_figures (campaign_id, delivered, opted_out)
       SELECT id, CASE name WHEN 'Zéro_stock' THEN 100 ELSE 10 END, CASE name WHEN 'Zéro_stock' THEN 1 ELSE 2 END
       FROM campaign WHERE name IN ('Zéro_stock', 'Noël 100 %')`,
    );
  });

  test.each([
    ['named=ete', ['Été en boutique']],
    ['named=ÉT', ['etage en travaux', 'Été en boutique']],
    ['named=%25', ['Noël 100 %']],
    ['named=_', ['Zéro_stock']],
    ['tag=soldes', ['Zéro_stock', 'Noël 100 %']],
    ['tag=ete', ['Été en boutique']],
    ['tag=soldes&state=draft', ['Zéro_stock']],
    ['from=2098-12-31T00:00:00Z', ['etage en travaux']],
    ['before=2098-12-31T00:00:00Z&named=stock', ['Zéro_stock']],
    ['archived=only', [] as string[]],
  ])('finds by %s', async (query, names) => expect(await namesOf(query)).toEqual(names));

  test.each([
    ['name', ['etage en travaux', 'Été en boutique', 'Noël 100 %', 'Zéro_stock']],
    ['-name', ['Zéro_stock', 'Noël 100 %', 'Été en boutique', 'etage en travaux']],
    ['-created', ['Zéro_stock', 'Noël 100 %', 'etage en travaux', 'Été en boutique']],
    ['when', ['Été en boutique', 'Noël 100 %', 'Zéro_stock', 'etage en travaux']],
    ['-delivered', ['Zéro_stock', 'Noël 100 %', 'Été en boutique', 'etage en travaux']],
    ['-stopRate', ['Noël 100 %', 'Zéro_stock', 'Été en boutique', 'etage en travaux']],
  ])('by %s is in that order, each once over its pages', async (sort, names) => {
    expect(await namesOf(`sort=${sort}`)).toEqual(names);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await list(`sort=${sort}&limit=1${cursor === undefined ? '' : `&cursor=${cursor}`}`);
      seen.push(...body.items.map(({ name }) => name));
      cursor = body.nextCursor;
    } while (cursor !== undefined && seen.length < 10);
    expect(seen).toEqual(names);
  });

  test.each([
    'sort=text',
    'archived=maybe',
    'named=',
    `named=${'x'.repeat(121)}`,
    'from=2026-01-02T00:00:00Z&before=2026-01-01T00:00:00Z',
    'from=yesterday',
    'tag=%00',
  ])('refuses %s', async (query) => expect(code(await list(query))).toBe('400 invalid-request'));

  test('of tags has each once in any case, the most frequent first, and of one advertiser', async () => {
    const tags = (of: string) => play.bed.get<{ items: object[] }>(`/v1/campaigns/tags?advertiserId=${of}`);
    const { items } = (await tags(advertiserId)).body;
    expect(items).toHaveLength(3);
    expect(items.slice(0, 2)).toEqual(
      expect.arrayContaining([
        { tag: 'boutique', campaigns: 2 },
        { tag: expect.stringMatching(/^soldes$/i), campaigns: 2 },
      ]),
    );
    expect((await tags(randomUUID())).body.items).toEqual([]);
    const { body } = await play.bed.post<{ key: string }>(`/v1/advertisers/${play.advertiserId}/keys`, { name: 'crm' });
    const headers = { authorization: `Bearer ${body.key}` };
    const path = `/v1/campaigns/tags?advertiserId=${advertiserId}`;
    expect(code(await play.bed.send('GET', path, undefined, headers))).toBe('403 not-yours');
  });
});

test('a copy has the tags and the next name, or the one that is given', async () => {
  const { id } = (await create({ name: 'Rentrée', tags: ['école'] })).body;
  const copy = (body: object) => play.bed.post<Listed>(`/v1/campaigns/${id}/duplicate`, body);
  expect(await copy({})).toMatchObject({ status: 201, body: { name: 'Rentrée (2)', tags: ['école'] } });
  expect((await copy({ name: 'Rentrée B' })).body.name).toBe('Rentrée B');
  expect(code(await copy({ name: '' }))).toBe('400 invalid-request');
});
