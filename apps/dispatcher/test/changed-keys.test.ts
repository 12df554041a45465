import type { RunningService } from '@stopsms/bootstrap';
import { type ClearedMessage, clearedInformative, optOutKey, optOuts } from '@stopsms/contracts';
import { eventually, keys, nextKeys } from '@stopsms/testing';
import { Bed, NOT_KEPT, advertiserId } from './bed';

// The recipient secret changes while adverts are in progress; the test publishes what suppression publishes then.

let bed: Bed;
let service: RunningService;

beforeAll(async () => {
  bed = await Bed.make();
  service = await bed.startReady();
});
afterAll(() => bed.end());

const problem = async () =>
  ((await (await fetch(`${service.url}/v1/view`, { headers: NOT_KEPT })).json()) as { problem?: string }).problem;
const to = (phone: string, by = keys, more: Partial<ClearedMessage> = {}) =>
  bed.cleared({ to: phone, recipientKey: by.keyOf(phone), ...more });
const informative = (phone: string, by = keys) =>
  to(phone, by, { category: 'informative', scopes: ['*'], text: 'Lorane : RDV mardi 10h.' });
const sendInformative = (...messages: ClearedMessage[]) =>
  bed.put(
    clearedInformative,
    messages.map((value) => ({ key: value.recipientKey, value })),
  );
const settled = (...messages: ClearedMessage[]) =>
  Promise.all(
    messages.map(async ({ messageId }) => (({ status, code }) => `${status} ${code}`)(await bed.ends(messageId))),
  );
const waits = async (...messages: ClearedMessage[]) => {
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  for (const { messageId } of messages) expect(bed.of(messageId)).toEqual([]);
};

test('a message with an old key is returned, one with a new key waits until the list is complete, and no blocked recipient is texted', async () => {
  const [out, free, stopped] = [bed.nextHandset(), bed.nextHandset(), bed.nextHandset()];
  await bed.optOut(keys.keyOf(out), advertiserId);
  await bed.optOut(keys.keyOf(stopped), '*');
  const before = [to(out), to(free)];
  await bed.adverts(before);
  expect(await settled(...before)).toEqual(['blocked OPTED_OUT', 'submitted undefined']);

  // Compliance is ahead of suppression.
  const ahead = [to(free, nextKeys), to(out, nextKeys)];
  const aheadToo = informative(stopped, nextKeys);
  await bed.adverts(ahead);
  await sendInformative(aheadToo);
  await waits(...ahead, aheadToo);

  // Suppression changes: the mark is first, then the list moves, entry by entry.
  bed.stopBeating();
  bed.generation = 1;
  await bed.beat(0);
  await bed.put(optOuts, [{ key: optOutKey(keys.keyOf(out), advertiserId), value: null }]);
  await bed.put(optOuts, [{ key: optOutKey(keys.keyOf(stopped), '*'), value: null }]);
  await eventually('the view has no heartbeat of the new keys', async () =>
    (await problem())?.includes('no heartbeat'),
  );
  // A replica of suppression without the change publishes the old generation.
  bed.generation = undefined;
  await bed.beat(Date.now());
  bed.generation = 1;
  const behind = [to(out), informative(stopped), informative(free)];
  await bed.adverts(behind.slice(0, 1));
  await sendInformative(...behind.slice(1));
  await waits(...ahead, aheadToo, ...behind);

  await bed.optOut(nextKeys.keyOf(out), advertiserId);
  await bed.optOut(nextKeys.keyOf(stopped), '*');
  bed.startBeating();
  expect(await settled(...ahead, aheadToo)).toEqual(['submitted undefined', 'blocked OPTED_OUT', 'blocked OPTED_OUT']);
  expect(await settled(...behind)).toEqual(Array(3).fill('expired KEY_CHANGED'));
  expect(await bed.inbox(out)).toEqual([]);
  expect(await bed.inbox(stopped)).toEqual([]);
});
