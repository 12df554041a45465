import type { RunningService } from '@stopsms/bootstrap';
import { type MoReceived, type Reply, moReceived, replies } from '@stopsms/contracts';
import { eventually, keys } from '@stopsms/testing';
import { Bed, newHandset, post } from './bed';
import { BEARER, TOKEN } from './signing';

const CODE = '36180';
const LONG = 'Bonjour, je ne veux plus recevoir vos messages publicitaires, merci de retirer mon numéro. '.repeat(3);

let bed: Bed;
let service: RunningService;
let read: Reply[];
let received: MoReceived[];

beforeAll(async () => {
  bed = await Bed.make();
  service = await bed.startReady({ PARTS_WAIT_MS: '4000', WEBHOOK_SECRET: TOKEN });
  read = await bed.values(replies);
  received = await bed.values(moReceived);
});
afterAll(() => bed.end());

const repliesOf = (handset: string) => read.filter(({ recipientKey }) => recipientKey === keys.keyOf(handset));
const tiersOf = (handset: string) => repliesOf(handset).map(({ tier }) => tier);
const bySmpp = async (from: string, text: string, id?: string) =>
  expect(await bed.operator.mo({ from, to: CODE, text, ...(id !== undefined && { id }) })).toEqual([0]);
async function byWebhook(from: string, text: string, more: { id?: string; receivedAt?: string } = {}) {
  const url = `${service.url}/v1/providers/simulator/mo`;
  expect((await post(url, { from, to: CODE, text, ...more }, BEARER)).status).toBe(202);
}
/** Resolves once all that this handset texted before is read. */
async function settled(handset: string): Promise<void> {
  await bySmpp(handset, 'Merci, à demain', `last-${handset}`);
  await eventually('a later text is read', () => tiersOf(handset).includes('none'));
}

type Send = (handset: string, text: string) => Promise<unknown>;
const ways: { it: string; send: Send }[] = [
  { it: 'by SMPP without ids', send: (handset, text) => bySmpp(handset, text) },
  { it: 'by SMPP with one id for all', send: (handset, text) => bySmpp(handset, text, 'counted-from-1') },
  { it: 'by webhook without ids', send: (handset, text) => byWebhook(handset, text) },
  { it: 'by webhook with one id for all', send: (handset, text) => byWebhook(handset, text, { id: 'mo-1' }) },
  {
    it: 'by webhook without ids, all dated alike and years ago',
    send: (handset, text) => byWebhook(handset, text, { receivedAt: '2019-01-01T00:00:00Z' }),
  },
];

test.each(ways)('a STOP after a START is read, $it', async ({ send }) => {
  const handset = newHandset();
  for (const text of ['STOP', 'START', 'STOP']) await send(handset, text);
  await settled(handset);
  expect(tiersOf(handset)).toEqual(['exact', 'start', 'exact', 'none']);
  const accepted = repliesOf(handset).map(({ acceptedAt = NaN }) => acceptedAt);
  expect(accepted).toEqual([...new Set(accepted)].sort((a, b) => a - b));
});

test.each(ways)(
  'a START that may be a retry of one before the STOP is recorded and lifts nothing, $it',
  async ({ send }) => {
    const handset = newHandset();
    for (const text of ['START', 'STOP', 'START']) await send(handset, text);
    await settled(handset);
    expect(tiersOf(handset)).toEqual(['start', 'exact', 'none']);
    const kept = await bed.sql<{ tier: string; reason: string }>(
      `SELECT tier, reason FROM reply WHERE recipient_key = $1 AND accepted_at IS NULL`,
      [keys.keyOf(handset)],
    );
    const [first] = repliesOf(handset);
    expect(kept).toEqual([{ tier: 'start', reason: expect.stringContaining(`that of reply ${first?.replyId}`) }]);
  },
);

test.each([
  { it: 'under another id', one: { id: 'a' }, other: { id: 'b' } },
  { it: 'dated later', one: { receivedAt: '2026-01-02T03:04:05Z' }, other: { receivedAt: '2026-01-02T03:04:45Z' } },
  {
    it: 'dated later under the same id',
    one: { id: 'a', receivedAt: '2026-01-02T03:04:05Z' },
    other: { id: 'a', receivedAt: '2026-01-02T03:04:45Z' },
  },
])('a START $it is another one', async ({ one, other }) => {
  const handset = newHandset();
  await byWebhook(handset, 'START', one);
  await byWebhook(handset, 'STOP');
  await byWebhook(handset, 'START', other);
  await settled(handset);
  expect(tiersOf(handset)).toEqual(['start', 'exact', 'start', 'none']);
});

test('a text that its id and its time show to be the same counts once, whatever came between', async () => {
  const handset = newHandset();
  const stop = { id: 'mo-1', receivedAt: '2026-01-02T03:04:05Z' };
  await byWebhook(handset, 'STOP', stop);
  await byWebhook(handset, 'START', { id: 'mo-2', receivedAt: '2026-01-02T03:05:05Z' });
  await byWebhook(handset, 'STOP', stop);
  await settled(handset);
  expect(tiersOf(handset)).toEqual(['exact', 'start', 'none']);
});

test('a repeated question is answered once; an unclassified text may be a STOP and is stored twice', async () => {
  const handset = newHandset();
  for (const text of ['HELP', 'CONTACT', 'HELP', 'CONTACT']) await bySmpp(handset, text);
  await settled(handset);
  expect(tiersOf(handset)).toEqual(['help', 'contact', 'none']);
  const other = newHandset();
  const words = 'Älkää lähettäkö minulle näitä';
  for (const text of [words, 'START', words]) await bySmpp(other, text);
  // What nobody could read is a `none` as well, so that one of these alone says nothing.
  await eventually('all three are read', () => repliesOf(other).length === 3);
  const queued = await bed.sql('SELECT FROM unread_reply WHERE recipient_key = $1', [keys.keyOf(other)]);
  expect(queued).toHaveLength(2);
});

describe('a long text', () => {
  const partsOf = (handset: string, id?: string) =>
    bed.operator.parts({ from: handset, to: CODE, text: LONG, ...(id !== undefined && { id }) });
  const deliver = async (parts: Record<string, unknown>[]) => {
    for (const part of parts) expect(await bed.operator.deliver(part)).toBe(0);
  };
  const stops = (handset: string) => tiersOf(handset).filter((tier) => tier === 'clear');

  test.each([{ id: undefined }, { id: 'long' }])(
    'sent again after a START is read again, whole ($id)',
    async ({ id }) => {
      const handset = newHandset();
      const parts = partsOf(handset, id);
      await deliver(parts);
      await bySmpp(handset, 'START');
      await deliver([...parts].reverse());
      await settled(handset);
      expect(stops(handset)).toHaveLength(2);
      expect(
        await bed.sql('SELECT text FROM reply WHERE recipient_key = $1 AND tier = $2', [keys.keyOf(handset), 'clear']),
      ).toEqual([{ text: LONG }, { text: LONG }]);
    },
  );

  it('with a repeated part after a START is a STOP again, and affects no text with the same reference', async () => {
    const handset = newHandset();
    const parts = partsOf(handset, 'long');
    await deliver(parts);
    await bySmpp(handset, 'START');
    await deliver(parts.slice(1, 2));
    await deliver(parts.map((part, n) => ({ ...part, incoming_id: `new-${n}` })));
    await eventually('the part is read with the others', () => stops(handset).length === 3);
    expect(
      await bed.sql('SELECT DISTINCT text FROM reply WHERE recipient_key = $1 AND tier = $2', [
        keys.keyOf(handset),
        'clear',
      ]),
    ).toEqual([{ text: LONG }]);
  });
});

test('a record that Kafka gives twice is one reply, whatever came between', async () => {
  const handset = newHandset();
  for (const text of ['STOP', 'START', 'STOP']) await bySmpp(handset, text);
  const mine = await eventually('all are received', () => {
    const found = received.filter(({ recipientKey }) => recipientKey === keys.keyOf(handset));
    return found.length === 3 && found;
  });
  await settled(handset);
  await bed.put(
    moReceived,
    [...mine].reverse().map((value) => ({ key: value.recipientKey, value })),
  );
  await bySmpp(handset, 'Merci, à bientôt', `again-${handset}`);
  await eventually('a later text is read', () => tiersOf(handset).length === 5);
  expect(tiersOf(handset)).toEqual(['exact', 'start', 'exact', 'none', 'none']);
});
