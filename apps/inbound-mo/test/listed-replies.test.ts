import { randomUUID } from 'node:crypto';
import { makeApiKey } from '@stopsms/access';
import type { RunningService } from '@stopsms/bootstrap';
import { type Advertiser, type Reply, moReceived, replies } from '@stopsms/contracts';
import { eventually, keys } from '@stopsms/testing';
import type { ReplyView } from '../src/replies/list-replies';
import { Bed, newHandset, submitted } from './bed';

const SHARED = '36180';
const OWN = '36185';

let bed: Bed;
let service: RunningService;
let read: Reply[];
let acme: Advertiser;
let brico: Advertiser;
const { key, hash } = makeApiKey();
/** Keys of Acme with some scopes alone. */
const [reading, contacting] = [makeApiKey(), makeApiKey()];

beforeAll(async () => {
  bed = await Bed.make();
  service = await bed.startReady();
  read = await bed.values(replies);
  const keyOf = { id: randomUUID(), name: 'crm', hash };
  const limited = [
    { id: randomUUID(), name: 'figures', hash: reading.hash, scopes: ['read'] },
    { id: randomUUID(), name: 'desk', hash: contacting.hash, scopes: ['read', 'contacts'] },
  ];
  acme = await bed.brand('Acme', [OWN, SHARED], { keys: [keyOf], limitedKeys: limited });
  brico = await bed.brand('Brico', [SHARED]);
});
afterAll(() => bed?.end());

type Page = { items: (ReplyView & { phone?: string | null })[]; nextCursor?: string; code?: string };

async function ask<T = Page>(path: string, headers: Record<string, string> = {}): Promise<{ status: number; body: T }> {
  const response = await fetch(service.url + path, { headers });
  return { status: response.status, body: (await response.json()) as T };
}
const list = (query: string, headers: Record<string, string> = {}) => ask(`/v1/replies?${query}`, headers);
const own = { authorization: `Bearer ${key}` };
const withKey = ({ key: each }: { key: string }) => ({ authorization: `Bearer ${each}` });

async function text(handset: string, to: string, body: string, receivedAt = Date.now()): Promise<Reply> {
  const recipientKey = keys.keyOf(handset);
  const moId = randomUUID();
  const value = { moId, recipientKey, provider: 'simulator', from: handset, to, text: body, receivedAt };
  await bed.put(moReceived, [{ key: recipientKey, value }]);
  return eventually('the text is read', () => read.find(({ replyId }) => replyId === moId));
}

describe('replies', () => {
  it('are listed with tier and reason, by kind and time, page by page', async () => {
    const handset = newHandset();
    await bed.statuses([submitted(handset, acme, { replyCode: OWN })]);
    const since = Date.now() - 60_000;
    const at = (n: number) => since + n * 1_000;
    await text(handset, OWN, 'Arrêtez vos SMS svp, mon autre numéro est 06 39 98 00 01', at(0));
    await text(handset, OWN, '<script>alert(1)</script> merci', at(1));
    await text(handset, OWN, 'CONTACT', at(2));
    const query = `advertiserId=${acme.id}&from=${new Date(since).toISOString()}`;
    const { body } = await list(query);
    expect(body.items.map(({ kind }) => kind)).toEqual(['contact', 'waiting', 'opt-out']);
    expect(body.items[2]).toMatchObject({
      tier: expect.stringMatching(/^(exact|clear|likely)$/),
      reason: expect.stringContaining('arret'),
      code: OWN,
      channel: 'sms',
      attributed: true,
      meantFor: [{ advertiserId: acme.id }],
      text: 'Arrêtez vos SMS svp, mon autre numéro est <number>',
      maskedMsisdn: `+336••••••${handset.slice(-2)}`,
    });
    expect(body.items[1]?.text).toBe('<script>alert(1)</script> merci');
    expect(JSON.stringify(body)).not.toContain(handset);

    expect((await list(`${query}&kind=contact`)).body.items.map(({ kind }) => kind)).toEqual(['contact']);
    const first = (await list(`${query}&limit=2`)).body;
    const rest = (await list(`${query}&limit=2&cursor=${first.nextCursor}`)).body;
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(body.items.map(({ id }) => id));
    expect(rest).not.toHaveProperty('nextCursor');
    const before = new Date(at(1)).toISOString();
    expect((await list(`${query}&to=${before}`)).body.items.map(({ kind }) => kind)).toEqual(['opt-out']);

    const one = await ask<{ phone: string }>(`/v1/replies/${body.items[2]?.id}?advertiserId=${acme.id}`, own);
    expect(one).toMatchObject({ status: 200, body: { phone: handset } });
  });

  it('to two advertisers are listed for each without the text or the other advertiser', async () => {
    const handset = newHandset();
    await bed.statuses([
      submitted(handset, acme, { replyCode: SHARED }),
      submitted(handset, brico, { replyCode: SHARED }),
    ]);
    const reply = await text(handset, SHARED, 'STOP');
    expect(reply.advertisers).toHaveLength(2);
    for (const { id } of [acme, brico]) {
      const { body } = await list(`advertiserId=${id}`);
      const [published] = body.items.filter((each) => each.id === reply.replyId);
      expect(published).toMatchObject({ kind: 'opt-out', text: null, meantFor: [{ advertiserId: id }] });
      expect(published?.meantFor).toHaveLength(1);
    }
    const [whole] = (await list('limit=1')).body.items;
    expect(whole).toMatchObject({ id: reply.replyId, text: 'STOP' });
    expect(whole?.meantFor).toHaveLength(2);
  });

  it('are visible to their advertiser only, and an invalid query is refused with a reason', async () => {
    const handset = newHandset();
    await bed.statuses([submitted(handset, brico)]);
    const reply = await text(handset, SHARED, 'Merci beaucoup');
    await eventually('the key is known', async () => (await list(`advertiserId=${acme.id}`, own)).status === 200);
    expect(await list(`advertiserId=${brico.id}`, own)).toMatchObject({ status: 403, body: { code: 'not-yours' } });
    expect(await list('', own)).toMatchObject({ status: 403 });
    expect((await ask(`/v1/replies/${reply.replyId}?advertiserId=${acme.id}`, own)).status).toBe(404);
    expect((await ask(`/v1/replies/${randomUUID()}`)).status).toBe(404);
    for (const query of [
      'kind=gone',
      'from=yesterday',
      'from=0000-01-01T00:00:00Z',
      'to=9999-12-31T23:59:59Z',
      'cursor=x',
      'limit=201',
      "advertiserId=x'%20OR%201=1",
    ]) {
      expect([query, (await list(query)).status]).toEqual([query, 400]);
    }
  });

  it.each([
    { it: 'a stop', body: 'STOP' },
    { it: 'a stop to all', body: 'STOP ALL' },
    { it: 'a question', body: 'Avez-vous encore des bottes en 38 ?' },
    { it: 'a stop that names it', body: 'STOP Acme' },
  ])('hide the number of $it on a shared code from advertisers that never texted that person', async ({ body }) => {
    const [stranger, ofBrico] = [newHandset(), newHandset()];
    await bed.statuses([submitted(ofBrico, brico, { replyCode: SHARED })]);
    for (const handset of [stranger, ofBrico]) {
      const reply = await text(handset, SHARED, body);
      for (const as of [own, withKey(contacting), withKey(reading)]) {
        const seen = await ask<object>(`/v1/replies/${reply.replyId}?advertiserId=${acme.id}`, as);
        expect(JSON.stringify(seen.body)).not.toContain(handset.slice(3));
        if (seen.status === 200) expect(seen.body).toMatchObject({ phone: null, maskedMsisdn: null });
        const listed = (await list(`advertiserId=${acme.id}&limit=5`, as)).body.items.find(
          ({ id }) => id === reply.replyId,
        );
        expect(listed?.maskedMsisdn ?? null).toBeNull();
      }
      // An operator of the platform answers for every reply.
      expect((await ask(`/v1/replies/${reply.replyId}`)).body).toMatchObject({ phone: handset });
    }
  });

  it('show the number of a texted person only to a key with access to contacts', async () => {
    const [handset, shared] = [newHandset(), newHandset()];
    await bed.statuses([
      submitted(handset, acme, { replyCode: OWN }),
      submitted(shared, acme, { replyCode: SHARED }),
      submitted(shared, brico, { replyCode: SHARED }),
    ]);
    for (const [from, code] of [
      [handset, OWN],
      [shared, SHARED],
    ] as const) {
      const { replyId } = await text(from, code, 'STOP');
      const whole = (as: { key: string }) => ask<object>(`/v1/replies/${replyId}?advertiserId=${acme.id}`, withKey(as));
      expect(await whole(contacting)).toMatchObject({ status: 200, body: { phone: from } });
      const read = await whole(reading);
      expect(read).toMatchObject({ status: 200, body: { phone: null, maskedMsisdn: `+336••••••${from.slice(-2)}` } });
      expect(JSON.stringify(read.body)).not.toContain(from.slice(3));
    }
  });

  it('give no number for a text that was begun and never left', async () => {
    const handset = newHandset();
    const message = submitted(handset, acme, { replyCode: SHARED });
    await bed.begun([message]);
    await bed.publishStatuses([{ ...message, status: 'rejected', smscIds: [] }]);
    const { replyId } = await text(handset, SHARED, 'STOP ALL');
    await eventually('its number is shown no more', async () => {
      const seen = await ask<object>(`/v1/replies/${replyId}?advertiserId=${acme.id}`, withKey(contacting));
      return seen.status === 200 && !JSON.stringify(seen.body).includes(handset.slice(3));
    });
  });

  it('keep their classification after number and text are erased', async () => {
    const handset = newHandset();
    await bed.statuses([submitted(handset, acme, { replyCode: OWN })]);
    const { replyId, recipientKey } = await text(handset, OWN, 'STOP');
    await bed.sql('UPDATE reply SET msisdn = NULL, text = NULL WHERE recipient_key = $1', [recipientKey]);
    const { body } = await list(`advertiserId=${acme.id}&limit=1`);
    expect(body.items[0]).toMatchObject({ id: replyId, kind: 'opt-out', text: null, maskedMsisdn: null });
  });
});
