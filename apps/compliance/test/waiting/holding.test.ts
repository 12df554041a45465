import { type ClearedMessage, messageStatus } from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import { DAY } from '../fixtures';
import { Bed } from '../bed';

/** Thursday, 08:00 in Paris. */
const OPENING = '2026-11-26T07:00:00.000Z';
const JUST_BEFORE_OPENING = '2026-11-26T06:59:56Z';
const opening = Date.parse(OPENING);

let bed: Bed;
beforeAll(async () => {
  bed = await Bed.make();
});
afterAll(() => bed?.end());

const advert = async (to: string, more: object = {}) => {
  await bed.consent(to);
  return bed.ask({ to, ...more });
};
const story = (id: string) => bed.verdictsOf(id).map(({ verdict, code, attempt }) => [verdict, code, attempt]);

test('an advert scheduled for later in the day waits for that instant only', async () => {
  await bed.restart('2026-11-25T10:00:00Z');
  // By the clock of the service: a busy machine may have let seconds pass since it was set.
  const notBefore = bed.now() + 8_000;
  const id = await advert('+33639983010', { notBefore });
  expect(await bed.verdict(id)).toMatchObject({ verdict: 'held', code: 'NOT_BEFORE' });
  await eventually('the advert leaves', () => bed.cleared(id).length > 0);
  expect(bed.cleared(id)[0]?.clearedAt).toBeGreaterThanOrEqual(notBefore);
});

test('refuses an advert that is already late, and does not hold it', async () => {
  const id = await advert('+33639983011', { expiresAt: Date.parse('2026-11-25T09:59:59Z') });
  expect(await bed.verdict(id)).toMatchObject({ verdict: 'refused', code: 'EXPIRED' });
});

test('in the last minutes before closing an advert waits for the next day', async () => {
  await bed.restart('2026-11-25T18:46:00Z');
  const id = await advert('+33639983012');
  expect(await bed.verdict(id)).toMatchObject({ verdict: 'held', code: 'WINDOW_CLOSED', heldUntil: opening });
});

test('recipients overseas have their own hours', async () => {
  await bed.restart('2026-11-25T10:00:00Z');
  const text = 'Lorane : -20% samedi.';
  const martinique = await advert('+596696123456', { text, mention: 'insert' });
  expect(await bed.verdict(martinique)).toMatchObject({
    verdict: 'held',
    heldUntil: Date.parse('2026-11-25T12:00:00Z'),
  });
  const reunion = await advert('+262692123456', { text, mention: 'insert' });
  expect(await bed.verdict(reunion)).toMatchObject({ verdict: 'cleared' });
});

test('an advert that the dispatcher returns after closing time is held once', async () => {
  const id = await advert('+33639983013');
  const cleared = await bed.firstCleared(id);
  await bed.restart('2026-11-25T18:50:00Z');
  const status = statusOf(cleared, 'expired', 'WINDOW_CLOSED');
  await bed.send(messageStatus, cleared.recipientKey, status);
  await bed.send(messageStatus, cleared.recipientKey, status);
  await eventually('it is held again', () => story(id).length > 1);
  await bed.restart(JUST_BEFORE_OPENING);
  await eventually('it leaves in the morning', () => bed.cleared(id).length > 1);
  expect(story(id)).toEqual([
    ['cleared', undefined, 1],
    ['held', 'WINDOW_CLOSED', 2],
    ['released', undefined, 3],
    ['cleared', undefined, 3],
  ]);
  expect(bed.cleared(id)[1]).toEqual({
    ...cleared,
    attempt: 3,
    clearedAt: expect.any(Number),
    windowClosesAt: Date.parse('2026-11-26T18:45:00Z'),
  });
});

test('holds an advert without a route for a minute, or until it expires', async () => {
  await bed.restart('2026-11-25T10:00:00Z');
  const expiresAt = Date.parse('2026-11-25T10:00:50Z');
  const ids = [await advert('+33639983017'), await advert('+33639983018', { expiresAt })];
  for (const id of ids) {
    const cleared = await bed.firstCleared(id);
    await bed.send(messageStatus, cleared.recipientKey, statusOf(cleared, 'expired', 'ROUTE_CLOSED'));
    await eventually('it is held', () => bed.verdictsOf(id).length === 2);
  }
  const [minute, expiry] = ids.map((id) => bed.verdictsOf(id)[1]);
  expect(minute).toMatchObject({ verdict: 'held', code: 'ROUTE_CLOSED', heldUntil: (minute?.at ?? NaN) + 60_000 });
  expect(expiry).toMatchObject({ verdict: 'held', code: 'ROUTE_CLOSED', heldUntil: expiresAt });
});

test('retries an advert held by an undecided reply less and less often, until it expires', async () => {
  const at = Date.parse('2026-11-25T10:00:00Z');
  await bed.restart(new Date(at).toISOString());
  const expiresAt = at + 120_000;
  const id = await advert('+33639983022', { expiresAt });
  const cleared = await bed.firstCleared(id);
  await bed.send(messageStatus, cleared.recipientKey, statusOf(cleared, 'expired', 'REPLY_UNREAD'));
  const first = await eventually('it is held', () => bed.verdictsOf(id)[1]);
  expect(first).toMatchObject({ verdict: 'held', code: 'REPLY_UNREAD', heldUntil: first.at + 5_000 });
  const again = await eventually('it is cleared again', () => bed.cleared(id)[1], { timeoutMs: 30_000 });
  await bed.send(messageStatus, again.recipientKey, statusOf(again, 'expired', 'REPLY_UNREAD'));
  const second = await eventually('it is held again', () =>
    bed.verdictsOf(id).find(({ verdict, attempt }) => verdict === 'held' && attempt > again.attempt),
  );
  expect(second).toMatchObject({ code: 'REPLY_UNREAD', heldUntil: second.at + 20_000 });
  await bed.restart(new Date(expiresAt + 1_000).toISOString());
  const last = await eventually('it ends', () => bed.verdictsOf(id).find(({ verdict }) => verdict === 'refused'));
  expect(last).toMatchObject({ code: 'EXPIRED', detail: expect.any(String) });
});

test('an advert whose operator may deliver late waits for the next window, not the end of this one', async () => {
  await bed.restart('2026-11-25T17:30:00Z');
  const id = await advert('+33639983021');
  const cleared = await bed.firstCleared(id);
  await bed.send(messageStatus, cleared.recipientKey, statusOf(cleared, 'expired', 'WINDOW_ENDING'));
  await eventually('it is held', () => bed.verdictsOf(id).length === 2);
  expect(bed.verdictsOf(id)[1]).toMatchObject({
    verdict: 'held',
    code: 'WINDOW_ENDING',
    heldUntil: Date.parse('2026-11-26T07:00:00Z'),
  });
});

test('decides and sends an unknown advert that was never written again', async () => {
  await bed.restart('2026-11-25T10:00:00Z');
  const id = await advert('+33639983022');
  const cleared = await bed.firstCleared(id);
  for (const status of [statusOf(cleared, 'unknown', 'OUTCOME_UNKNOWN'), statusOf(cleared, 'expired', 'NOT_WRITTEN')]) {
    await bed.send(messageStatus, cleared.recipientKey, status);
  }
  await eventually('it leaves once more', () => bed.cleared(id).length > 1);
  expect(bed.verdictsOf(id).map(({ verdict, code }) => [verdict, code])).toContainEqual(['held', 'NOT_WRITTEN']);
  expect(bed.cleared(id)[1]).toMatchObject({ messageId: id, text: cleared.text });
});

test('erases number and text once no attempt can follow', async () => {
  const id = await advert('+33639983014');
  const cleared = await bed.firstCleared(id);
  const kept = () => bed.sql('SELECT 1 FROM open_message WHERE message_id = $1', [id]);
  expect(await kept()).toHaveLength(1);
  await bed.send(messageStatus, cleared.recipientKey, statusOf(cleared, 'submitted'));
  await eventually('the request is erased', async () => (await kept()).length === 0);
});

test('erases them after three days without an outcome, except for waiting messages', async () => {
  const ids = [await advert('+33639983015'), await advert('+33639983016', { notBefore: opening + 30 * DAY })];
  for (const id of ids) await bed.verdict(id);
  await bed.restart('2026-11-30T10:00:00Z');
  const kept = () => bed.sql('SELECT message_id AS id FROM open_message WHERE message_id = ANY($1)', [ids]);
  await eventually('the request is erased', async () => (await kept()).length === 1);
  expect(await kept()).toEqual([{ id: ids[1] }]);
});

const statusOf = (message: ClearedMessage, status: string, code?: string) => ({
  messageId: message.messageId,
  advertiserId: message.advertiserId,
  recipientKey: message.recipientKey,
  lane: 'marketing',
  status,
  code,
  attempt: message.attempt,
  provider: 'test',
  sender: message.sender,
  at: message.clearedAt,
});
