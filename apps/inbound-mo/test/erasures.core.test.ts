import { randomUUID } from 'node:crypto';
import type { RunningService } from '@stopsms/bootstrap';
import {
  type Advertiser,
  type OptOutChanged,
  type Reply,
  moReceived,
  optOutChanged,
  replies,
} from '@stopsms/contracts';
import { eventually, keys } from '@stopsms/testing';
import { Bed, newHandset, post, submitted } from './bed';

const CODE = '36180';
let bed: Bed;
let service: RunningService;
let read: Reply[];
let acme: Advertiser;
let bravo: Advertiser;

beforeAll(async () => {
  bed = await Bed.make();
  service = await bed.startReady({ PARTS_WAIT_MS: '600000' });
  read = await bed.values(replies);
  acme = await bed.brand('Acme', [CODE]);
  bravo = await bed.brand('Bravo', ['36190']);
});
afterAll(() => bed.end());

const repliesOf = (handset: string) => read.filter(({ recipientKey }) => recipientKey === keys.keyOf(handset));
const rows = (sql: string, handset: string) => bed.sql<Record<string, unknown>>(sql, [keys.keyOf(handset)]);

/** Texts as they come in; `part` is [reference, total, sequence] of a long one. */
async function text(handset: string, code: string, body: string, part?: [number, number, number]): Promise<void> {
  const [reference = 0, total = 0, sequence = 0] = part ?? [];
  const recipientKey = keys.keyOf(handset);
  const value = {
    ...{ moId: randomUUID(), recipientKey, provider: 'simulator', from: handset, to: code, text: body },
    ...(part && { part: { reference, total, sequence } }),
    receivedAt: Date.now(),
  };
  await bed.put(moReceived, [{ key: recipientKey, value }]);
}

async function erase(handset: string, scope: string, fields: Partial<OptOutChanged> = {}): Promise<void> {
  const recipientKey = keys.keyOf(handset);
  const value: OptOutChanged = {
    ...{ changeId: randomUUID(), recipientKey, change: 'opted-out', source: 'erasure', evidenceId: randomUUID() },
    optOuts: [{ scope, advertiserId: scope === '*' ? null : scope, episodeId: randomUUID() }],
    ...{ attributed: true, at: Date.now(), ...fields },
  };
  await bed.put(optOutChanged, [{ key: recipientKey, value }]);
}

const CLEAR = `SELECT
  (SELECT count(*)::int FROM reply WHERE recipient_key = $1 AND (msisdn IS NOT NULL OR text IS NOT NULL)) AS replies,
  (SELECT count(*)::int FROM mo_part WHERE recipient_key = $1 AND (msisdn IS NOT NULL OR text_utf16 IS NOT NULL)) AS parts,
  (SELECT count(*)::int FROM unsubscribe_token WHERE recipient_key = $1 AND msisdn IS NOT NULL) AS links`;

test('an erasure deletes number and text of all replies of a person, and the old link still opts out', async () => {
  const handset = newHandset();
  const token = 'Er4sedToken-1';
  await bed.statuses([submitted(handset, acme, { sender: 'ACME', unsubscribe: { token, msisdn: handset } })]);
  await text(handset, CODE, 'Merci, à demain');
  for (const sequence of [1, 2]) await text(handset, CODE, 'merci bien ', [7, 2, sequence]);
  await text(handset, CODE, 'ST', [8, 2, 1]);
  await eventually('both texts are read', () => repliesOf(handset).length === 2);
  await eventually('all is kept in clear', async () => {
    expect(await rows(CLEAR, handset)).toEqual([{ replies: 2, parts: 3, links: 1 }]);
    return true;
  });

  // Whoever had opted out before is erased no less; a stranger's opt-out erases nothing.
  await erase(handset, '*', { source: 'api' });
  await erase(handset, '*', { change: 'repeated' });
  await erase(handset, '*', { change: 'repeated' });
  await eventually('only a part whose text is not whole is left', async () => {
    expect(await rows(CLEAR, handset)).toEqual([{ replies: 0, parts: 1, links: 0 }]);
    return true;
  });
  expect(await rows('SELECT tier FROM reply WHERE recipient_key = $1', handset)).toHaveLength(2);

  await text(handset, CODE, 'OP', [8, 2, 2]);
  await eventually('the STOP in two parts is read', () => repliesOf(handset).at(-1)?.tier === 'exact');

  const url = `${service.url}/u/${token}`;
  expect((await fetch(url)).status).toBe(200);
  expect((await post(url)).status).toBe(200);
  const pressed = await eventually('the press is published', () =>
    repliesOf(handset).find(({ channel }) => channel === 'web'),
  );
  expect(pressed).toMatchObject({ tier: 'exact', region: 'FR', advertisers: [{ advertiserId: acme.id }] });
  expect(pressed).not.toHaveProperty('msisdn');
});

test('an erasure for one advertiser keeps replies to others', async () => {
  const handset = newHandset();
  const links = [acme, bravo].map((advertiser, n) =>
    submitted(handset, advertiser, { unsubscribe: { token: `Er4sedToken-b${n}`, msisdn: handset } }),
  );
  await bed.statuses(links);
  await text(handset, CODE, 'Merci Acme');
  await text(handset, '36190', 'Merci Bravo');
  await eventually('both texts are read', () => repliesOf(handset).length === 2);
  await erase(handset, acme.id);
  await eventually('those of one are erased', async () => {
    expect(await rows(CLEAR, handset)).toEqual([{ replies: 1, parts: 0, links: 1 }]);
    return true;
  });
  expect(await rows('SELECT text FROM reply WHERE recipient_key = $1 AND text IS NOT NULL', handset)).toEqual([
    { text: 'Merci Bravo' },
  ]);
});
