import { randomUUID } from 'node:crypto';
import type { RunningService } from '@stopsms/bootstrap';
import {
  type Advertiser,
  type MoReceived,
  type OptOutChanged,
  type Quarantine,
  type Reply,
  deadLetterOf,
  moReceived,
  optOutChanged,
  quarantines,
  replies,
} from '@stopsms/contracts';
import { type Seen, eventually, keys } from '@stopsms/testing';
import type { QuarantineItem } from '../src/quarantine/list-quarantines';
import { Bed, newHandset, post, submitted } from './bed';

const CODE = '36180';
const PARTS_WAIT_MS = 2_000;
/** Finnish, which is not read: "do not send me these". */
const UNDECIDED = 'Älkää lähettäkö minulle näitä';
const ENDING = { by: 'Anne Martin', reason: 'The operator says that it was empty.' };

type Page = { items: QuarantineItem[]; nextCursor?: string };

let bed: Bed;
let service: RunningService;
let acme: Advertiser;
let published: Seen<Quarantine | null>[];
let read: Reply[];

beforeAll(async () => {
  bed = await Bed.make();
  service = await start();
  acme = await bed.brand('Acme', [CODE]);
  published = await bed.collect<Quarantine | null>(quarantines);
  read = await bed.values(replies);
});
afterAll(() => bed.end());

const start = () => bed.startReady({ PARTS_WAIT_MS: String(PARTS_WAIT_MS) });

function received(handset: string, text: string, more: Partial<MoReceived> = {}): MoReceived {
  const recipientKey = keys.keyOf(handset);
  const base = { moId: randomUUID(), recipientKey, provider: 'simulator', from: handset, to: CODE, text };
  return { ...base, receivedAt: Date.now(), ...more };
}
const come = (...mos: MoReceived[]) =>
  bed.put(
    moReceived,
    mos.map((value) => ({ key: value.recipientKey, value })),
  );
/** Everything published about an MO: why adverts are held, and `over`. */
const storyOf = ({ moId }: { moId: string }) =>
  published.filter(({ key }) => key === moId).map(({ value }) => value?.why ?? 'over');
const goes = (mo: { moId: string }, ...story: string[]) =>
  eventually(`the story is ${story.join(', ')}`, () => JSON.stringify(storyOf(mo)) === JSON.stringify(story), {
    timeoutMs: 30_000,
  });

/** Suppression has dealt with a reply. */
function listed(mo: MoReceived, change: OptOutChanged['change'] = 'opted-out', evidenceId = mo.moId) {
  const value: OptOutChanged = {
    ...{ changeId: randomUUID(), recipientKey: mo.recipientKey, change, source: 'sms', evidenceId, attributed: true },
    ...{ optOuts: [{ scope: acme.id, advertiserId: acme.id, episodeId: randomUUID() }], at: Date.now() },
  };
  return bed.put(optOutChanged, [{ key: mo.recipientKey, value }]);
}

async function list(query = ''): Promise<Page> {
  return (await (await fetch(`${service.url}/v1/quarantines?${query}`)).json()) as Page;
}
/** The person had their data erased. */
const erased = (recipientKey: string, more: Partial<OptOutChanged> = {}) => {
  const value: OptOutChanged = {
    ...{ changeId: randomUUID(), recipientKey, change: 'opted-out', source: 'erasure', evidenceId: randomUUID() },
    optOuts: [{ scope: '*', advertiserId: null, episodeId: randomUUID() }],
    ...{ attributed: true, at: Date.now(), ...more },
  };
  return bed.put(optOutChanged, [{ key: recipientKey, value }]);
};
const decide = async (id: string, decision: 'opt-out' | 'start' | 'nothing') => {
  const answer = await post(`${service.url}/v1/unclassified-replies/${id}/decision`, {
    ...{ decision, by: 'Anne Martin', reason: 'Read in Finnish.' },
  });
  expect(answer.status).toBe(200);
};
const end = (moId: string, body: object = ENDING) => post(`${service.url}/v1/quarantines/${moId}/end`, body);

describe('a text', () => {
  it('without a request is released once classified, at each delivery', async () => {
    const mo = received(newHandset(), 'Merci, à demain');
    await come(mo);
    await goes(mo, 'over');
    await come(mo);
    await goes(mo, 'over', 'over');
  });

  describe('that may be an opt-out holds adverts until it is decided:', () => {
    it('as no request, which releases it', async () => {
      const handset = newHandset();
      await bed.statuses([submitted(handset, acme)]);
      const mo = received(handset, UNDECIDED);
      await come(mo);
      await goes(mo, 'undecided');
      expect(published.find(({ key }) => key === mo.moId)?.value).toEqual({
        ...{ moId: mo.moId, recipientKey: mo.recipientKey, code: CODE, why: 'undecided' },
        ...{ advertiserIds: [acme.id], receivedAt: mo.receivedAt },
      });
      // Neither the operator's retry nor what the same person writes after it decides.
      const later = received(handset, 'Merci');
      await come(mo, later);
      await goes(later, 'over');
      expect(storyOf(mo)).toEqual(['undecided']);
      expect((await list('state=open')).items).toContainEqual(
        expect.objectContaining({ moId: mo.moId, why: 'undecided', replyId: mo.moId }),
      );
      await decide(mo.moId, 'nothing');
      await goes(mo, 'undecided', 'over');
      await come(mo);
      await goes(mo, 'undecided', 'over', 'over');
    });

    it('as an opt-out, which releases it once suppression has recorded it', async () => {
      const handset = newHandset();
      await bed.statuses([submitted(handset, acme)]);
      const mo = received(handset, UNDECIDED);
      await come(mo);
      await goes(mo, 'undecided');
      await decide(mo.moId, 'opt-out');
      await goes(mo, 'undecided', 'opt-out');
      const asked = await eventually('the request is published', () =>
        read.find(({ decided }) => decided?.replyId === mo.moId),
      );
      await listed(mo, 'opted-out', asked.replyId);
      await goes(mo, 'undecided', 'opt-out', 'over');
    });

    it('as a request to receive texts, which releases it', async () => {
      const mo = received(newHandset(), UNDECIDED);
      await come(mo);
      await goes(mo, 'undecided');
      await decide(mo.moId, 'start');
      await goes(mo, 'undecided', 'over');
    });

    it('every part of a long one', async () => {
      const parts = ['Älkää lähettäkö ', 'minulle näitä'].map((text, n) =>
        received('+33639981999', text, { part: { reference: 9, total: 2, sequence: n + 1 } }),
      );
      await come(...parts);
      for (const part of parts) await goes(part, 'undecided');
      const [first] = parts;
      await decide(first?.moId ?? '', 'nothing');
      for (const part of parts) await goes(part, 'undecided', 'over');
    });

    it('for all advertisers if it is addressed to none in particular', async () => {
      const mo = received(newHandset(), UNDECIDED, { to: '38999' });
      await come(mo);
      await goes(mo, 'undecided');
      expect(published.find(({ key }) => key === mo.moId)?.value).toMatchObject({ everyAdvertiser: true });
    });

    it('also if its provider may not deliver it, because such a STOP counts', async () => {
      const mo = received(newHandset(), UNDECIDED, { breach: 'not-its-code' });
      await come(mo);
      await goes(mo, 'undecided');
      await decide(mo.moId, 'opt-out');
      await goes(mo, 'undecided', 'opt-out');
      const ofIt = () => read.filter(({ recipientKey }) => recipientKey === mo.recipientKey);
      await eventually('the request is published', () => ofIt().length === 1);
      expect(ofIt()).toMatchObject([{ tier: 'clear', breach: 'not-its-code', decided: { replyId: mo.moId } }]);
    });

    it('and is an opt-out with an erasure, unless the person wants to be forgotten altogether', async () => {
      const [known, forgotten] = [received(newHandset(), UNDECIDED), received(newHandset(), UNDECIDED)];
      await come(known, forgotten);
      for (const mo of [known, forgotten]) await goes(mo, 'undecided');
      await erased(forgotten.recipientKey, { forget: true });
      await erased(known.recipientKey);
      await goes(known, 'undecided', 'opt-out');
      await goes(forgotten, 'undecided', 'over');
      expect(read.filter(({ recipientKey, decided }) => recipientKey === forgotten.recipientKey && decided)).toEqual(
        [],
      );
    });

    it('and is released only by a decision', async () => {
      const mo = received(newHandset(), UNDECIDED);
      await come(mo);
      await goes(mo, 'undecided');
      const refused = await end(mo.moId);
      expect(refused.status).toBe(409);
      expect(await refused.json()).toMatchObject({ code: 'quarantine-undecided' });
      expect(storyOf(mo)).toEqual(['undecided']);
    });
  });

  it('that asks to receive texts again keeps none', async () => {
    const mo = received(newHandset(), "J'avais mis STOP par erreur, vous pouvez me réinscrire ?");
    await come(mo);
    await goes(mo, 'over');
  });

  it('that its provider may not deliver, and that is not published, is over', async () => {
    const mo = received(newHandset(), 'Merci', { breach: 'not-its-code' });
    await come(mo);
    await goes(mo, 'over');
  });

  it.each(['opted-out', 'repeated'] as const)(
    'that is a STOP is released once suppression reports %s',
    async (change) => {
      const handset = newHandset();
      await bed.statuses([submitted(handset, acme)]);
      const [stop, later] = [received(handset, 'STOP'), received(handset, 'Merci')];
      await come(stop);
      await goes(stop, 'opt-out');
      expect(published.find(({ key }) => key === stop.moId)?.value).toEqual({
        ...{ moId: stop.moId, recipientKey: stop.recipientKey, code: CODE, why: 'opt-out' },
        ...{ advertiserIds: [acme.id], receivedAt: stop.receivedAt },
      });
      // Neither the operator's retry nor what the same person writes after it says that the list has it.
      await come(stop, later);
      await goes(later, 'over');
      expect(storyOf(stop)).toEqual(['opt-out']);
      await listed(stop, 'returned');
      await listed(stop, change, 'a name of another kind');
      await listed(stop, change);
      await goes(stop, 'opt-out', 'over');
      await come(stop);
      await goes(stop, 'opt-out', 'over', 'over');
    },
  );

  it('that is a STOP for all or no particular advertiser says so', async () => {
    const [all, nobodys] = [received(newHandset(), 'STOP ALL'), received(newHandset(), 'STOP', { to: '38999' })];
    await come(all, nobodys);
    for (const mo of [all, nobodys]) {
      await goes(mo, 'opt-out');
      expect(published.find(({ key }) => key === mo.moId)?.value).toMatchObject({ everyAdvertiser: true });
      await listed(mo);
    }
    for (const mo of [all, nobodys]) await goes(mo, 'opt-out', 'over');
  });
});

describe('the parts of a long text', () => {
  const parts = (handset: string, reference: number, ...texts: string[]) =>
    texts.map((text, n) => received(handset, text, { part: { reference, total: texts.length, sequence: n + 1 } }));

  it('wait for each other and are released with the text', async () => {
    const [first, second] = parts(newHandset(), 1, 'Bonjour, merci ', 'et à demain') as [MoReceived, MoReceived];
    await come(first);
    await goes(first, 'part');
    await come(second);
    await goes(first, 'part', 'over');
    await goes(second, 'over');
    await come(first);
    await goes(first, 'part', 'over', 'over');
  });

  it('are a STOP together', async () => {
    const [first, second] = parts(newHandset(), 2, 'ST', 'OP') as [MoReceived, MoReceived];
    await come(second);
    await goes(second, 'part');
    await come(first);
    await goes(first, 'opt-out');
    await goes(second, 'part', 'opt-out');
    await listed(first);
    await goes(first, 'opt-out', 'over');
    await goes(second, 'part', 'opt-out', 'over');
  });

  it('are classified alone once the wait for the others ends', async () => {
    const [merry] = parts(newHandset(), 3, 'Merci ', 'bien') as [MoReceived];
    const [stop] = parts(newHandset(), 4, 'STOP ', 'svp') as [MoReceived];
    await come(merry, stop);
    await goes(merry, 'part', 'over');
    await goes(stop, 'part', 'opt-out');
    await listed(stop);
    await goes(stop, 'part', 'opt-out', 'over');
  });
});

describe('a text that cannot be read', () => {
  it('stays, without its number, until a person ends it, and shows who did', async () => {
    const handset = newHandset();
    const { to: _, ...broken } = received(handset, 'STOP');
    await bed.put(moReceived, [{ key: broken.recipientKey, value: broken }]);
    await goes(broken, 'unreadable');
    const open = (await list('state=open')).items.filter(({ moId }) => moId === broken.moId);
    expect(open).toEqual([
      {
        ...{ moId: broken.moId, why: 'unreadable', state: 'open' },
        receivedAt: expect.stringMatching(/^\d{4}-/),
      },
    ]);
    expect((await end(broken.moId, { ...ENDING, reason: '' })).status).toBe(400);
    const ended = await end(broken.moId);
    expect([ended.status, await ended.json()]).toEqual([
      200,
      {
        ...open[0],
        ...{ state: 'ended', ended: { ...ENDING, at: expect.stringMatching(/^\d{4}-/) } },
      },
    ]);
    await goes(broken, 'unreadable', 'over');
    expect(await (await end(broken.moId, { ...ENDING, by: 'Jean' })).json()).toMatchObject({ ended: ENDING });
    expect((await end(randomUUID())).status).toBe(404);
    expect((await list('state=ended')).items.map(({ moId }) => moId)).toContain(broken.moId);
    expect(JSON.stringify(await list())).not.toContain(handset.slice(3));
  });

  it('is read when its record is put back', async () => {
    const mo = received(newHandset(), 'Merci');
    const { text: _, ...broken } = mo;
    await bed.put(moReceived, [{ key: mo.recipientKey, value: broken }]);
    await goes(mo, 'unreadable');
    await come(mo);
    await goes(mo, 'unreadable', 'over');
  });

  it('is named by its offset if nothing of it can be read', async () => {
    const given = await bed.collect<string>(deadLetterOf(moReceived.name));
    await bed.put(moReceived, [{ key: 'x', partition: 3, value: 'nothing of ours' }]);
    await eventually('it is given up', () => given.some(({ value }) => value === 'nothing of ours'));
    const nobodys = await eventually('it is published', () =>
      published.find(
        ({ value }) => value?.recipientKey === undefined && value?.why === 'unreadable' && value.code === undefined,
      ),
    );
    await end(nobodys.key);
    await goes({ moId: nobodys.key }, 'unreadable', 'over');
  });
});

it('lists page by page, the oldest first', async () => {
  const mos = Array.from({ length: 3 }, (_, n) =>
    received(newHandset(), 'STOP', { receivedAt: 1_700_000_000_000 + n }),
  );
  await come(...mos);
  for (const mo of mos) await goes(mo, 'opt-out');
  const first = await list('state=open&limit=2');
  const second = await list(`state=open&limit=2&cursor=${first.nextCursor}`);
  expect([...first.items, ...second.items].slice(0, 3).map(({ moId }) => moId)).toEqual(mos.map(({ moId }) => moId));
  expect(first.items[0]).toMatchObject({ why: 'opt-out', code: CODE, replyId: mos[0]?.moId, state: 'open' });
  expect((await fetch(`${service.url}/v1/quarantines?cursor=x`)).status).toBe(400);
  for (const mo of mos) await listed(mo);
  for (const mo of mos) await goes(mo, 'opt-out', 'over');
});

it('open quarantines are published again at start, for a lost topic, and under the current keys', async () => {
  const mo = received(newHandset(), 'STOP');
  const undecided = received(newHandset(), UNDECIDED);
  await come(mo, undecided);
  await goes(mo, 'opt-out');
  await goes(undecided, 'undecided');
  await service.close();
  service = await start();
  await goes(mo, 'opt-out', 'opt-out');
  await goes(undecided, 'undecided', 'undecided');
  await listed(mo);
  await goes(mo, 'opt-out', 'opt-out', 'over');
});
