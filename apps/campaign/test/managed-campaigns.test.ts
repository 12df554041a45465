// Drafts that are deleted, scheduled campaigns that are taken back, and ended ones that are archived.
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '@stopsms/testing';
import type { Answer } from './bed';
import { type Campaign, CampaignPlay } from './campaign-play';
import { bookOf, newAdvertiser } from './people';

const LATER = '2099-01-01T09:00:00Z';

let play: CampaignPlay;
let bookId: string;
beforeAll(async () => {
  play = await CampaignPlay.start();
  bookId = await bookOf(play.bed, play.advertiserId, 0, 3);
});
afterEach(() => play.bed.compliance.says());
afterAll(() => play.bed.end());

const code = ({ status, body }: Answer<unknown>) => `${status} ${String((body as { code?: string }).code)}`;
const draft = async (more: object = {}) => (await play.draft(bookId, more)).body.id;
const act = (id: string, action: string, headers: Record<string, string> = {}, body: object = {}) =>
  play.bed.post<Campaign & { version: number; archivedAt?: string }>(`/v1/campaigns/${id}/${action}`, body, headers);
const remove = (id: string, headers: Record<string, string> = {}) =>
  play.bed.send<object>('DELETE', `/v1/campaigns/${id}`, undefined, headers);
const listed = async (query = '') => {
  const path = `/v1/campaigns?advertiserId=${play.advertiserId}&limit=100&${query}`;
  return (await play.bed.get<{ items: Campaign[] }>(path)).body.items.map(({ id }) => id);
};
async function stranger(): Promise<Record<string, string>> {
  const { id } = await newAdvertiser(play.bed);
  const { body } = await play.bed.post<{ key: string }>(`/v1/advertisers/${id}/keys`, { name: 'crm' });
  return { authorization: `Bearer ${body.key}` };
}

describe('deleting a draft', () => {
  test('takes it away once, and its address book can then be deleted', async () => {
    const own = await bookOf(play.bed, play.advertiserId, 0, 1);
    const { id } = (await play.draft(own)).body;
    expect(await remove(id)).toEqual({ status: 200, body: { id, deleted: true } });
    expect(code(await remove(id))).toBe('404 not-found');
    expect((await play.bed.get(`/v1/campaigns/${id}`)).status).toBe(404);
    expect((await play.bed.send('DELETE', `/v1/address-books/${own}`)).status).toBe(200);
  });

  test('is refused after a start or a concurrent change, and to another advertiser', async () => {
    const id = await draft();
    expect(code(await remove(id, await stranger()))).toBe('404 not-found');
    await play.bed.patch(`/v1/campaigns/${id}`, { text: 'Autre STOP 36180' });
    expect(code(await remove(id, { 'if-match': '"1"' }))).toBe('412 changed-meanwhile');
    await play.act(id, 'start');
    expect(code(await remove(id))).toBe('409 campaign-started');
    const scheduled = await draft({ sendAt: LATER });
    await play.act(scheduled, 'start');
    expect(code(await remove(scheduled))).toBe('409 campaign-started');
    await act(scheduled, 'reopen');
    expect(code(await remove(scheduled))).toBe('409 campaign-has-history');
    expect(code(await play.act(scheduled, 'cancel'))).toBe('200 undefined');
    expect(code(await remove(scheduled))).toBe('409 campaign-started');
    expect(code(await remove(randomUUID()))).toBe('404 not-found');
  });
});

describe('taking a scheduled campaign back', () => {
  test('makes it a draft, which is sent only after another start with all its checks', async () => {
    const id = await draft({ sendAt: LATER });
    await play.act(id, 'start');
    const reopened = await act(id, 'reopen', {}, { by: 'anne', reason: 'a wrong price' });
    expect(reopened).toMatchObject({
      status: 200,
      body: {
        ...{ state: 'draft', version: 2 },
        controls: [{ action: 'start' }, { action: 'reopen', by: 'anne', reason: 'a wrong price' }],
      },
    });
    expect(await act(id, 'reopen')).toMatchObject({ status: 200, body: { version: 2 } });
    const due = new Date(Date.now() + 500).toISOString();
    expect((await play.bed.patch(`/v1/campaigns/${id}`, { text: 'Soldes -30% STOP 36180', sendAt: due })).status).toBe(
      200,
    );
    // Its time passes, and it is nothing but a draft.
    await delay(2_000);
    expect(await play.view(id)).toMatchObject({ state: 'draft' });
    expect(await play.made(id)).toBe(0);

    await play.bed.patch(`/v1/campaigns/${id}`, { sendAt: null });
    play.bed.compliance.says(() => [
      { outcome: 'refused', ofText: true, code: 'MENTION_MISSING', region: 'FR', count: 3 },
    ]);
    expect(code(await play.act(id, 'start'))).toBe('422 text-refused');
    play.bed.compliance.says();
    expect((await play.act(id, 'start')).status).toBe(200);
    await play.asksFor(id, 3);
    expect(new Set(play.requestsOf(id).map(({ value }) => value.text))).toEqual(new Set(['Soldes -30% STOP 36180']));
  });

  test('during its start results in an unsent draft or a sent campaign', async () => {
    const outcomes = [];
    for (const early of [300, 0, -100, -300]) {
      const at = Date.now() + 1_000;
      const id = await draft({ sendAt: new Date(at).toISOString() });
      expect((await play.act(id, 'start')).status).toBe(200);
      await delay(Math.max(0, at - early - Date.now()));
      const answer = code(await act(id, 'reopen'));
      outcomes.push(answer);
      if (answer === '200 undefined') {
        await delay(1_500);
        expect(await play.view(id)).toMatchObject({ state: 'draft' });
        expect(await play.made(id)).toBe(0);
      } else {
        expect(answer).toBe('409 campaign-started');
        await play.asksFor(id, 3);
      }
    }
    expect(outcomes[0]).toBe('200 undefined');
  });

  test('is refused after its start or end, while it is paused, with an old version, and to another advertiser', async () => {
    const id = await draft({ sendAt: LATER });
    await play.act(id, 'start');
    expect(code(await act(id, 'reopen', await stranger()))).toBe('404 not-found');
    expect(code(await act(id, 'reopen', { 'if-match': '"7"' }))).toBe('412 changed-meanwhile');
    await play.act(id, 'pause');
    expect(code(await act(id, 'reopen'))).toBe('409 campaign-started');
    await play.act(id, 'cancel');
    expect(code(await act(id, 'reopen'))).toBe('409 campaign-over');
    const running = await draft();
    await play.act(running, 'start');
    expect(code(await act(running, 'reopen'))).toBe('409 campaign-started');
    expect(code(await act(randomUUID(), 'reopen'))).toBe('404 not-found');
    expect(code(await act(running, 'reopen', {}, { by: 7 }))).toBe('400 invalid-request');
  });
});

describe('archiving', () => {
  test('hides an ended campaign from lists until it is shown again, and deletes nothing', async () => {
    const id = await draft();
    await play.act(id, 'cancel');
    const archived = await act(id, 'archive');
    expect(archived).toMatchObject({ status: 200, body: { state: 'cancelled', archivedAt: expect.any(String) } });
    expect(await listed()).not.toContain(id);
    expect(await listed('archived=only')).toEqual([id]);
    expect(await listed('archived=include')).toContain(id);
    expect(await play.view(id)).toMatchObject({ id });
    expect((await act(id, 'unarchive')).body).not.toHaveProperty('archivedAt');
    await eventually('it is listed', async () => (await listed()).includes(id));
  });

  test('is refused before the end, and to another', async () => {
    const id = await draft({ sendAt: LATER });
    expect(code(await act(id, 'archive'))).toBe('409 campaign-not-over');
    await play.act(id, 'start');
    expect(code(await act(id, 'archive'))).toBe('409 campaign-not-over');
    expect(code(await act(id, 'archive', await stranger()))).toBe('404 not-found');
    expect(code(await act(id, 'unarchive', await stranger()))).toBe('404 not-found');
    expect(code(await act(randomUUID(), 'archive'))).toBe('404 not-found');
  });
});
