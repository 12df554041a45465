import type { RunningService } from '@stopsms/bootstrap';
import {
  type Advertiser,
  type NotificationMessage,
  type ServiceStatus,
  notificationMessages,
  serviceReceipts,
  serviceStatus,
} from '@stopsms/contracts';
import { type Seen, eventually } from '@stopsms/testing';
import { Bed, stopBySms, askConfirmations, confirmationsTo } from './bed';

interface Listed {
  items: { messageId: string; state: string; code?: string }[];
  nextCursor?: string;
}

let bed: Bed;
let service: RunningService;
let sent: Seen<NotificationMessage>[];
let acme: Advertiser;

beforeAll(async () => {
  bed = await Bed.make();
  acme = await bed.advertiser();
  sent = await bed.collect(notificationMessages);
  service = await bed.startReady();
});

afterAll(() => bed.end());

const listOf = (phone: string, more: object = {}) => confirmationsTo<Listed['items'][number]>(service.url, phone, more);
const sentTo = (to: string) => sent.map(({ value }) => value).filter((message) => message.to === to);
const firstTo = (to: string) => eventually('a confirmation is on the topic', () => sentTo(to)[0]);
type Published = ServiceStatus & { recipientKey: string };
const status = (message: NotificationMessage, fields: Pick<Published, 'status'> & Partial<Published>): Published => ({
  messageId: message.messageId,
  recipientKey: message.recipientKey,
  at: Date.now(),
  ...fields,
});
const report = (...statuses: Published[]) =>
  bed.put(
    serviceStatus,
    statuses.map(({ recipientKey, ...value }) => ({ key: recipientKey, value })),
  );
const stateOf = async (phone: string) => (await listOf(phone)).items[0]?.state;

it('shows what the dispatcher made of a confirmation, and an older status changes nothing', async () => {
  const to = '+33639980001';
  await bed.optOut(stopBySms(to, [acme.id]));
  const message = await firstTo(to);
  expect(await stateOf(to)).toBe('queued');
  const unknown = status(message, { status: 'unknown', at: 1_000 });
  await report(unknown);
  await eventually('it is unknown', async () => (await stateOf(to)) === 'unknown');
  await report(status(message, { status: 'submitted', at: 2_000 }));
  await eventually('it is submitted', async () => (await stateOf(to)) === 'submitted');
  await report(unknown, status(message, { status: 'rejected', at: 3_000 }));
  const later = '+33639980002';
  await bed.optOut(stopBySms(later, [acme.id], { recipientKey: message.recipientKey }));
  await report(
    status(await firstTo(later), { status: 'expired', code: 'EXPIRED', recipientKey: message.recipientKey }),
  );
  await eventually('a later message has expired', async () => {
    const { items } = await listOf(to);
    expect(items.map(({ state, code }) => [state, code])).toEqual([
      ['expired', 'EXPIRED'],
      ['submitted', undefined],
    ]);
    return true;
  });
});

it('is submitted once a receipt shows that the operator accepted it, although its response was lost', async () => {
  const to = '+33639980009';
  await bed.optOut(stopBySms(to, [acme.id]));
  const message = await firstTo(to);
  const unknown = status(message, { status: 'unknown', code: 'OUTCOME_UNKNOWN', at: 1_000 });
  await report(unknown);
  await eventually('it is unknown', async () => (await stateOf(to)) === 'unknown');
  const value = { messageId: message.messageId, outcome: 'delivered' as const, at: 2_000 };
  await bed.put(serviceReceipts, [{ key: message.recipientKey, value }]);
  await eventually('it is submitted', async () => (await stateOf(to)) === 'submitted');
  expect((await listOf(to)).items[0]).not.toHaveProperty('code');
  expect(sentTo(to)).toHaveLength(1);
});

it('reports a message that could not be sent, with the reason', async () => {
  const to = '+33639980004';
  await bed.optOut(stopBySms(to, [acme.id]));
  const message = await firstTo(to);
  await report(status(message, { status: 'rejected', code: 'UNSENDABLE', at: 2_000 }));
  await eventually('its end is shown', async () => {
    const { items } = await listOf(to);
    expect(items).toEqual([expect.objectContaining({ state: 'rejected', code: 'UNSENDABLE' })]);
    return true;
  });
});

it.each([
  { it: 'published before unknown', order: ['submitted', 'unknown'] as const },
  { it: 'published after unknown, which is younger', order: ['unknown', 'submitted'] as const },
])('keeps the latest state, $it', async ({ order }) => {
  const to = order[0] === 'unknown' ? '+33639980005' : '+33639980006';
  await bed.optOut(stopBySms(to, [acme.id]));
  const message = await firstTo(to);
  const published = {
    submitted: status(message, { status: 'submitted', at: 2_000 }),
    unknown: status(message, { status: 'unknown', code: 'OUTCOME_UNKNOWN', at: 3_000 }),
  };
  const [first, second] = order;
  await report(published[first]);
  await eventually(`it is ${first}`, async () => (await stateOf(to)) === first);
  await report(published[second]);
  // Behind it in its partition: once this one is published, that one has been read.
  const behind = order[0] === 'unknown' ? '+33639980007' : '+33639980008';
  await bed.optOut(stopBySms(behind, [acme.id], { recipientKey: message.recipientKey }));
  await report(status(await firstTo(behind), { status: 'rejected', recipientKey: message.recipientKey }));
  await eventually('both are published', async () => {
    const { items } = await listOf(to);
    expect(items.map(({ state }) => state)).toEqual(['rejected', 'submitted']);
    return true;
  });
});

it('comes page by page, latest first', async () => {
  const to = '+33639980003';
  for (let n = 1; n <= 3; n += 1) {
    await bed.optOut(stopBySms(to, [acme.id]));
    await eventually(`${n} confirmations`, () => sentTo(to).length === n);
  }
  const first = await listOf(to, { limit: 2 });
  const second = await listOf(to, { limit: 2, cursor: first.nextCursor });
  const ids = sentTo(to).map(({ messageId }) => messageId);
  expect([...first.items, ...second.items].map(({ messageId }) => messageId)).toEqual(ids.reverse());
  expect(second.nextCursor).toBeUndefined();
});

it.each<readonly [object, number, string]>([
  [{}, 400, 'invalid-request'],
  [{ phone: '' }, 400, 'invalid-request'],
  [{ phone: '12' }, 400, 'PHONE_'],
  [{ phone: '+33639980001', cursor: 'nonsense' }, 400, 'invalid-cursor'],
  ...[-62_167_219_200_000, 8.64e15 + 1].map((at) => {
    const cursor = Buffer.from(JSON.stringify([at, '00000000-0000-4000-8000-000000000000'])).toString('base64url');
    return [{ phone: '+33639980001', cursor }, 400, 'invalid-cursor'] as const;
  }),
])('refuses %j', async (question, code, problem) => {
  const response = await askConfirmations(service.url, question);
  expect(response.status).toBe(code);
  expect(((await response.json()) as { code: string }).code).toContain(problem);
});
