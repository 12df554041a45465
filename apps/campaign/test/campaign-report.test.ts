// The report on a campaign: what happened when, and whom it did not reach.
import { randomUUID } from 'node:crypto';
import { messageStatus, optOutChanged, receipts, verdicts } from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import type { Answer } from './bed';
import { CampaignPlay } from './campaign-play';
import { importCsv, msisdn, newAdvertiser, newBook } from './people';
import { type About, aboutRequest, optOut, receipt, status, verdict } from './what-others-say';

interface Course {
  intervalSeconds: number;
  items: { at: string; sent: number; delivered: number; failed: number; optedOut: number }[];
}
interface Page {
  items: {
    messageId: string;
    state: string;
    code?: string;
    contact?: { id: string; maskedMsisdn: string; phone?: string; attributes: Record<string, string> };
  }[];
  nextCursor?: string;
}

const START = Date.parse('2026-11-25T10:00:00Z');
const MINUTE_MS = 60_000;

let play: CampaignPlay;
let id: string;
let people: About[];
beforeAll(async () => {
  play = await CampaignPlay.start();
  const bookId = await newBook(play.bed, play.advertiserId);
  const rows = Array.from({ length: 12 }, (_, n) => `${msisdn(n)},"Name ${n}; <b>x</b>"`);
  await importCsv(play.bed, bookId, ['phone,first_name', ...rows].join('\n'));
  id = (await play.launch(bookId)).body.id;
  await play.asksFor(id, 12);
  people = play
    .requestsOf(id)
    .map(({ value }) => aboutRequest(value, (to) => play.bed.keys.keyOf(to)))
    .sort((one, other) => one.recipientKey.localeCompare(other.recipientKey));
  const [refused, sent] = [people.slice(0, 4), people.slice(4)];
  const code = (n: number) => ({ code: n < 3 ? 'CONSENT_MISSING' : 'CAP_REACHED' });
  await play.bed.say(verdicts, ...refused.map((each, n) => verdict(each, 'refused', code(n))));
  await play.bed.say(verdicts, ...sent.map((each) => verdict(each, 'cleared')));
  // The second attempt of the first one is what was taken.
  const [first, ...others] = sent;
  if (!first) throw new Error('nobody');
  await play.bed.say(
    messageStatus,
    status(first, 'submitted', { attempt: 2, at: START + 2 * MINUTE_MS }),
    ...others.map((each, n) => status(each, 'submitted', { at: START + n * 10_000 })),
  );
  await play.bed.say(
    receipts,
    ...sent.slice(0, 6).map((each) => receipt(each, 'delivered', { at: START + 10 * MINUTE_MS })),
    receipt(sent[6] as About, 'failed', { at: START + 11 * MINUTE_MS }),
    // Later than a course goes.
    receipt(sent[7] as About, 'delivered', { at: START + 40 * 86_400_000 }),
  );
  await eventually('all is known', async () => {
    const { counts } = await play.view(id);
    return counts['delivered'] === 7 && counts['failed'] === 1 && counts['refused'] === 4;
  });
  const stopped = { at: Date.now() };
  await play.bed.say(optOutChanged, optOut((sent[0] as About).recipientKey, [play.advertiserId], stopped));
  await eventually('the STOP counts', async () => (await play.view(id)).counts['optedOut'] === 1);
  // The service's clock is ahead of these events.
  await play.bed.sql(`UPDATE opt_out SET at = to_timestamp($1::float8 / 1000.0)`, [START + 12 * MINUTE_MS]);
  await play.bed.sql(`UPDATE message SET created_at = to_timestamp($1::float8 / 1000.0)`, [START]);
});
afterAll(() => play.bed.end());

const code = ({ status: of, body }: Answer<unknown>) => `${of} ${String((body as { code?: string }).code)}`;
const ask = <T>(path: string, headers: Record<string, string> = {}, of = id) =>
  play.bed.send<T>('GET', `/v1/campaigns/${of}/${path}`, undefined, headers);
async function keyOf(advertiserId: string, scopes?: string[]): Promise<Record<string, string>> {
  const { body } = await play.bed.post<{ key: string }>(`/v1/advertisers/${advertiserId}/keys`, {
    name: 'crm',
    ...(scopes && { scopes }),
  });
  return { authorization: `Bearer ${body.key}` };
}

describe('the course', () => {
  test('counts each event in its interval, a second attempt too, and no event after 30 days', async () => {
    const { body } = await ask<Course>('course');
    expect(body.items[0]).toEqual({ at: '2026-11-25T10:00:00.000Z', sent: 6, delivered: 0, failed: 0, optedOut: 0 });
    const sum = (name: keyof Course['items'][number]) => body.items.reduce((all, each) => all + Number(each[name]), 0);
    expect([sum('sent'), sum('delivered'), sum('failed')]).toEqual([8, 6, 1]);
    expect(body.items.map(({ at }) => at)).toEqual(body.items.map(({ at }) => at).sort());
    for (const { at } of body.items) expect(Date.parse(at) % (body.intervalSeconds * 1_000)).toBe(0);
  });

  test('has intervals of minutes for an hour, of hours for a week, and 200 at most', async () => {
    const stretch = async (days: number) => {
      await play.bed.sql(`UPDATE message SET delivered_at = to_timestamp($2::float8 / 1000.0) WHERE id = $1`, [
        people[4]?.id,
        START + days * 86_400_000,
      ]);
      return (await ask<Course>('course')).body;
    };
    const hour = await stretch(1 / 48);
    expect(hour.intervalSeconds).toBe(60);
    expect(hour.items.find(({ optedOut }) => optedOut > 0)?.at).toBe('2026-11-25T10:12:00.000Z');
    expect((await stretch(7)).intervalSeconds).toBe(3_600);
    expect((await stretch(29)).intervalSeconds).toBe(21_600);
  });

  test('is empty for a draft, and not found for another advertiser', async () => {
    const bookId = await newBook(play.bed, play.advertiserId);
    const { body } = await play.draft(bookId);
    expect((await ask<Course>('course', {}, body.id)).body).toEqual({ intervalSeconds: 60, items: [] });
    const other = await keyOf((await newAdvertiser(play.bed)).id);
    expect(code(await ask('course', other))).toBe('404 not-found');
    expect(code(await ask('course', {}, randomUUID()))).toBe('404 not-found');
  });
});

describe('the list of recipients not reached', () => {
  test('has each once over its pages with the contact and the reason, and is limited to a reason', async () => {
    const seen: Page['items'] = [];
    let cursor = '';
    do {
      const { body } = await ask<Page>(`not-reached?limit=3${cursor}`);
      seen.push(...body.items);
      cursor = body.nextCursor === undefined ? '' : `&cursor=${body.nextCursor}`;
    } while (cursor !== '');
    expect(seen.map(({ messageId }) => messageId).sort()).toEqual(
      people
        .slice(0, 4)
        .map((each) => each.id)
        .sort(),
    );
    expect(seen[0]).toMatchObject({ state: 'refused', contact: { maskedMsisdn: expect.stringContaining('•') } });
    expect(seen[0]?.contact?.attributes['first_name']).toMatch(/^Name \d+; <b>x<\/b>$/);
    expect((await ask<Page>('not-reached?code=CAP_REACHED')).body.items).toMatchObject([{ code: 'CAP_REACHED' }]);
    expect((await ask<Page>('not-reached?state=failed')).body.items).toHaveLength(1);
    expect((await ask<Page>('not-reached?state=blocked')).body.items).toEqual([]);
  });

  test('has no contact that left the address book', async () => {
    await play.bed.sql('DELETE FROM contact WHERE recipient_key = $1', [people[0]?.recipientKey]);
    const gone = (await ask<Page>('not-reached')).body.items.filter(({ contact }) => contact === undefined);
    expect(gone.map(({ messageId }) => messageId)).toEqual([people[0]?.id]);
  });

  test('is open to keys for contacts alone, and refuses what it cannot list by', async () => {
    const own = await ask<Page>('not-reached', await keyOf(play.advertiserId, ['contacts']));
    expect(own.body.items.some(({ contact }) => contact?.phone !== undefined)).toBe(true);
    expect(code(await ask('not-reached', await keyOf(play.advertiserId, ['read'])))).toMatch(/^403/);
    expect(code(await ask('not-reached', await keyOf((await newAdvertiser(play.bed)).id)))).toBe('404 not-found');
    expect(code(await ask('not-reached', {}, randomUUID()))).toBe('404 not-found');
    for (const query of ['state=delivered', 'code=x%27%20OR%201=1', 'code=', 'cursor=1', 'limit=0'])
      expect(code(await ask(`not-reached?${query}`))).toBe('400 invalid-request');
  });
});
