import { randomUUID } from 'node:crypto';
import { readCases } from '@stopsms/text-reader/training';
import { LORANE } from '../fixtures';
import { Bed } from '../bed';

let bed: Bed;
beforeAll(async () => {
  bed = await Bed.make();
});
afterAll(() => bed?.end());

interface Checked {
  verdict: string;
  reasons: { code: string; detail: string }[];
  category: { declared: string; found: string; score: number };
  mention: { verdict: string; code?: string };
  refusedCountries: { country: string; code: string; detail: string }[];
  window: { open: boolean; nextOpening: string | null };
  editor: {
    words: { from: number; to: number; code: string }[];
    costly: { character: string; with?: string; places: { from: number; to: number }[] }[];
    mention: object;
    fixes: { replaceFrom: number; replaceTo: number; with: string; why: string }[];
  };
}

const post = (path: string, body: object) =>
  fetch(`${bed.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const check = async (body: object) => (await (await post('/v1/check', body)).json()) as Checked;

const ACCOUNT = { codes: ['36180', '38100'], linkHosts: ['s.example-brand.fr'] };

describe('POST /v1/check', () => {
  test('gives the labelled verdict for every text', async () => {
    const rows = readCases<'text' | 'declared' | 'verdict'>('outgoing-texts.tsv');
    expect(rows.length).toBeGreaterThan(150);
    const wrong: string[] = [];
    for (const { text, declared, verdict } of rows) {
      const checked = await check({ text, category: declared, country: 'FR', ...ACCOUNT });
      if (checked.verdict !== verdict) wrong.push(`${checked.verdict} instead of ${verdict}: ${text}`);
    }
    expect(wrong).toEqual([]);
  });

  test('gives the labelled verdict for every mention', async () => {
    const rows = readCases<'text' | 'country' | 'sender' | 'expect'>('mentions.tsv');
    expect(rows.length).toBeGreaterThan(50);
    const wrong: string[] = [];
    for (const { text, country, sender, expect: expected } of rows) {
      const { mention } = await check({ text, category: 'marketing', country, sender, ...ACCOUNT });
      const found = mention.verdict === 'accept' ? 'accept' : (mention.code ?? mention.verdict);
      if (found !== expected) wrong.push(`${found} instead of ${expected}: ${text}`);
    }
    expect(wrong).toEqual([]);
  });

  test('names the further countries to which an advert would not be sent', async () => {
    const body = { text: 'Lorane : -20%.', category: 'marketing', country: 'FR', mention: 'insert', codes: ['36180'] };
    const countries = ['fr', 'BE', 'MQ', 'BE', 'JP'];
    const refused = (await check({ ...body, linkHosts: [], countries })).refusedCountries;
    expect(refused).toMatchObject([
      { country: 'BE', code: 'MENTION_CODE_UNREACHABLE', detail: expect.stringContaining('unsubscribe link') },
      { country: 'MQ', code: 'MENTION_CODE_UNREACHABLE' },
      { country: 'JP', code: 'PACK_MISSING' },
    ]);
    const linked = await check({ ...body, ...ACCOUNT, countries });
    expect(linked.refusedCountries).toMatchObject([{ country: 'JP', code: 'PACK_MISSING' }]);
    const informative = await check({ ...body, text: 'Votre colis est là.', category: 'informative', countries });
    expect(informative.refusedCountries).toEqual([]);
    expect((await post('/v1/check', { ...body, countries: Array.from({ length: 51 }, () => 'FR') })).status).toBe(400);
  });

  test('responds as documented, with the stored account if none is given', async () => {
    const text = 'Lorane : -20% ce week-end. STOP 36180';
    const answer = await post('/v1/check', {
      text,
      category: 'marketing',
      country: 'FR',
      advertiserId: LORANE.id,
      at: '2026-11-25T10:00:00Z',
    });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      editor: expect.objectContaining({ costly: [], fixes: [] }),
      refusedCountries: [],
      verdict: 'accept',
      reasons: [],
      category: {
        declared: 'marketing',
        found: 'marketing',
        score: expect.any(Number),
        signals: expect.any(Array),
        reader: expect.stringMatching(/^[\w-]{12}$/),
      },
      trust: null,
      mention: { verdict: 'accept' },
      enforcement: { level: 'full', verdict: 'accept', observed: [] },
      segments: { encoding: 'GSM-7', units: text.length, parts: 1 },
      window: { open: true, nextOpening: '2026-11-26T07:00:00.000Z' },
      pack: { name: expect.stringMatching(/^FR@/), hash: expect.stringMatching(/^sha256-/) },
    });
  });

  test.each([
    { at: '2026-11-25T22:00:00Z', country: 'FR', open: false, nextOpening: '2026-11-26T07:00:00.000Z' },
    { at: Date.parse('2026-11-29T10:00:00Z'), country: 'FR', open: false, nextOpening: '2026-11-30T07:00:00.000Z' },
    { at: '2026-11-25T11:00:00Z', country: 'MQ', open: false, nextOpening: '2026-11-25T12:00:00.000Z' },
  ])('returns the window at $at in $country', async ({ at, country, ...window }) => {
    expect((await check({ text: 'Soldes', category: 'marketing', country, at, ...ACCOUNT })).window).toEqual(window);
  });

  test('returns positions and replacements for an editor, also for <script>', async () => {
    const text = '<script>alert(1)</script> : -20% dès demain, ça vaut la fête';
    const { editor } = await check({
      text,
      category: 'marketing',
      country: 'FR',
      advertiserId: LORANE.id,
      sender: '36180',
    });
    const shown = ({ from, to }: { from: number; to: number }) => text.slice(from, to);
    expect(editor.words.filter(({ code }) => code === 'PERCENT_OFF').map(shown)).toEqual(['-20%']);
    expect(editor.costly.map((each) => [each.character, each.with, each.places.map(shown)])).toEqual([
      ['ç', 'c', ['ç']],
      ['ê', 'e', ['ê']],
    ]);
    expect(editor.mention).toEqual({ isThere: false, append: ' STOP 36180', characters: 11 });
    expect(editor.fixes).toContainEqual({ replaceFrom: 0, replaceTo: 0, with: 'Lorane : ', why: 'ADVERTISER_UNNAMED' });
    const mended = editor.fixes.reduceRight(
      (now, { replaceFrom, replaceTo, with: other }) => now.slice(0, replaceFrom) + other + now.slice(replaceTo),
      text,
    );
    expect(mended).toContain(' STOP 36180');
    const { verdict } = await check({
      text: `Lorane : ${text} STOP 36180`,
      category: 'marketing',
      country: 'FR',
      ...ACCOUNT,
    });
    expect(verdict).toBe('accept');
  });

  test('returns the cost of an inserted mention', async () => {
    const checked = await check({
      text: 'Lorane : soldes dès demain',
      category: 'marketing',
      country: 'FR',
      mention: 'insert',
      ...ACCOUNT,
    });
    expect(checked).toMatchObject({
      verdict: 'accept',
      mention: { verdict: 'insert' },
      segments: { units: 37, parts: 1 },
    });
  });

  test.each([
    { it: 'an unknown advertiser', body: { advertiserId: randomUUID() }, status: 404 },
    { it: 'no category', body: { category: undefined }, status: 400 },
    { it: 'a country that is no code', body: { country: 'France' }, status: 400 },
    { it: 'more hosts than an account can have', body: { linkHosts: new Array(400_000).fill('') }, status: 413 },
    { it: 'many hosts in a small body', body: { linkHosts: new Array(1_000).fill('') }, status: 400 },
    { it: 'an instant without offset', body: { at: '2026-11-25T10:00:00' }, status: 400 },
  ])('refuses $it with a problem', async ({ body, status }) => {
    const answer = await post('/v1/check', { text: 'x', category: 'marketing', country: 'FR', ...body });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });
});
