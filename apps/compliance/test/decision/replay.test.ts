import { randomUUID } from 'node:crypto';
import { DAY, NOW } from '../fixtures';
import { draft, french } from '../rules/pack-drafts';
import { Bed } from '../bed';
import { encodeFrame } from '../../src/evidence/facts/fact-frame';
import { storedFacts } from '../evidence/stored-facts';

describe('POST /v1/rule-packs/:name/replay', () => {
  interface Answer {
    pack: { id: string; status: string };
    messages: number;
    complete: boolean;
    changed: { then: object; now: object; count: number; examples: string[] }[];
    unchanged: { verdict: string; code: string | null; count: number }[];
    notReplayed: { code: string; why: string; count: number }[];
    detail: string;
    code: string;
  }
  const FROM = '2026-11-25T00:00:00Z';
  const TO = '2026-11-26T00:00:00Z';
  const LONG = `Lorane : ${'soldes sur les manteaux, '.repeat(8)}STOP 36180`;

  let bed: Bed;
  const ids: Record<string, string> = {};
  beforeAll(async () => {
    bed = await Bed.make();
    await bed.consent('+33639987001');
    await bed.consent('+33639987002', { grantedAt: NOW - 700 * DAY });
    ids.cleared = await bed.ask({ to: '+33639987001' });
    ids.long = await bed.ask({ to: '+33639987001', text: LONG });
    ids.old = await bed.ask({ to: '+33639987002' });
    ids.unknown = await bed.ask({ to: '+33639987003' });
    ids.reminder = await bed.ask({
      to: '+33639987003',
      category: 'informative',
      text: 'Lorane : votre commande 70214 est prête en boutique.',
    });
    ids.energy = await bed.ask({ to: '+33639987001', text: 'Pompe à chaleur à 1 EUR. STOP 36180' });
    ids.norway = await bed.ask({ to: '+47 406 12 345' });
    for (const id of Object.values(ids)) await bed.verdict(id);
  });
  afterAll(() => bed?.end());

  async function replay(name: string, body: object): Promise<{ status: number; answer: Answer }> {
    const response = await fetch(`${bed.url}/v1/rule-packs/${encodeURIComponent(name)}/replay`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ from: FROM, to: TO, ...body }),
    });
    return { status: response.status, answer: (await response.json()) as Answer };
  }
  const count = (answer: Answer) =>
    [...answer.changed, ...answer.unchanged, ...answer.notReplayed].reduce((sum, each) => sum + each.count, 0);

  test('the original pack changes nothing, and every message of its regions is counted', async () => {
    const { answer } = await replay('FR@2026.1', {});
    expect(answer).toMatchObject({
      pack: { id: 'FR@2026.1', status: 'active' },
      messages: 6,
      complete: true,
      changed: [],
      notReplayed: [],
    });
    expect(answer.unchanged).toEqual([
      { verdict: 'cleared', code: null, count: 4 },
      expect.objectContaining({ verdict: 'refused', count: 1 }),
      expect.objectContaining({ verdict: 'refused', count: 1 }),
    ]);
  });

  test('a draft in the body shows its changes, with examples', async () => {
    const later = draft(
      ['wednesday: 08:00-20:00', 'wednesday: 14:00-20:00'],
      ['expiry_years: 3', 'expiry_years: 1'],
      ['max_parts: { default: 4', 'max_parts: { default: 1'],
    );
    const { status, answer } = await replay('FR@2027.1', { pack: later });
    expect(status).toBe(200);
    expect(answer.pack).toMatchObject({ id: 'FR@2027.1', status: 'draft' });
    const cleared = { verdict: 'cleared', code: null };
    expect(answer.changed).toHaveLength(3);
    expect(answer.changed).toEqual(
      expect.arrayContaining([
        { then: cleared, now: { verdict: 'held', code: 'WINDOW_CLOSED' }, count: 1, examples: [ids.cleared] },
        { then: cleared, now: { verdict: 'refused', code: 'CONSENT_EXPIRED' }, count: 1, examples: [ids.old] },
        { then: cleared, now: { verdict: 'refused', code: 'TEXT_TOO_LONG' }, count: 1, examples: [ids.long] },
      ]),
    );
    expect(count(answer)).toBe(6);
  });

  test('reports decisions that need deleted texts instead of guessing', async () => {
    const { answer } = await replay('FR@2027.1', {
      pack: draft(['home-energy: { rule: banned', 'home-energy: { rule: needs-pack']),
    });
    expect(answer.changed).toEqual([]);
    expect(answer.notReplayed).toEqual([
      { code: 'SECTORS_NOT_KEPT', why: expect.stringContaining('not kept'), count: 1, examples: [ids.energy] },
    ]);
  });

  test('sends, stores and publishes nothing, neither numbers nor texts', async () => {
    const before = await bed.sql('SELECT * FROM fact_frame ORDER BY position');
    const sent = bed.seen('compliance.verdicts.v1').length;
    const { answer } = await replay('FR@2027.1', { pack: draft(['wednesday: 08:00-20:00', 'wednesday: closed']) });
    expect(answer.changed).not.toEqual([]);
    expect(JSON.stringify(answer)).not.toMatch(/6399870|manteaux/);
    expect(await bed.sql('SELECT * FROM fact_frame ORDER BY position')).toEqual(before);
    expect(bed.seen('compliance.verdicts.v1')).toHaveLength(sent);
  });

  test('a limit bounds the examined messages, and the result says that there are more', async () => {
    const { answer } = await replay('FR@2026.1', { limit: 4, examples: 0 });
    expect(answer).toMatchObject({ messages: 4, complete: false });
    expect((await replay('FR@2026.1', { limit: 6 })).answer.complete).toBe(true);
    expect((await replay('FR@2026.1', { from: TO, to: '2026-11-27T00:00:00Z' })).answer.messages).toBe(0);
  });

  test('reads thousands of messages page by page', async () => {
    const [found] = await storedFacts(bed, ids.cleared ?? '');
    if (!found) throw new Error('It has no decision');
    const at = found.at - 49 * 86_400_000;
    const copies = Array.from({ length: 1_000 }, () => ({ ...found, at, messageId: randomUUID() }));
    const { facts, hashes, own } = encodeFrame(copies);
    await bed.sql(
      `INSERT INTO fact_frame (position, day, count, facts, hashes, own)
       SELECT nextval('fact_position'), '2026-10-07', 1000, $1, $2, $3 FROM generate_series(1, 2)`,
      [facts, hashes, own],
    );
    // As the release before wrote them.
    await bed.sql(
      `INSERT INTO fact (message_id, day, at, kind, attempt, consent_id, context, reading, own, hash)
       SELECT gen_random_uuid(), '2026-10-07', to_timestamp($1::float8 / 1000), 0, 1, $2, $3, $4, $5, $6 FROM generate_series(1, 500)`,
      [at, found.consentId, found.context, found.reading, found.own, found.hash],
    );
    const october = { from: '2026-10-07T00:00:00Z', to: '2026-10-08T00:00:00Z' };
    const { answer } = await replay('FR@2027.1', {
      ...october,
      pack: draft(['wednesday: 08:00-20:00', 'wednesday: closed']),
    });
    expect(answer).toMatchObject({ messages: 2500, complete: true });
    expect(answer.changed.map(({ count: n, examples }) => [n, examples.length])).toEqual([[2500, 5]]);
  });

  test.each([
    { it: 'a pack that is not loaded', name: 'FR@2031.7', body: {}, status: 404, code: 'not-found' },
    {
      it: 'an empty stretch of time',
      name: 'FR@2026.1',
      body: { from: TO, to: FROM },
      status: 400,
      code: 'replay-empty',
    },
    { it: 'a pack of another name', name: 'FR@2031.7', body: { pack: french }, status: 400, code: 'pack-name-differs' },
    {
      it: 'a pack that is wrong',
      name: 'FR@2026.1',
      body: { pack: french.replace('monday: 08:00-20:00', 'monday: 07:00-20:00') },
      status: 400,
      code: 'pack-invalid',
      detail: /^pack:\d+ window\.default\.monday is looser than hard\.monday/,
    },
    {
      it: 'a pack without its hash',
      name: 'FR@2026.1',
      body: { pack: french.replace(/^hash: .*\n/m, '') },
      status: 400,
      code: 'pack-invalid',
    },
    {
      it: 'a text that is no pack',
      name: 'FR@2026.1',
      body: { pack: randomUUID() },
      status: 400,
      code: 'pack-invalid',
    },
  ])('refuses $it with a problem', async ({ name, body, status, code, detail = /./ }) => {
    const refused = await replay(name, body);
    expect(refused).toMatchObject({ status, answer: { code, detail: expect.stringMatching(detail) } });
  });
});
