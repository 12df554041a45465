import { randomUUID } from 'node:crypto';
import {
  type Begun,
  type JournalEntry,
  type MessageStatus,
  type NotificationMessage,
  type ServiceStatus,
  journal,
  messageStatus,
  notificationMessages,
  serviceStatus,
} from '@stopsms/contracts';
import { type Seen, eventually, keys } from '@stopsms/testing';
import { dispatchKey } from '../src/messages/dispatchable';
import { RememberedOutcomes } from '../src/messages/remembered-outcomes';
import { OperatorLink } from '../src/operator/operator-link';
import { Bed, advertiserId } from './bed';

// State that an earlier dispatcher left on the two topics, at any point between them; its lane offsets are not committed.

let bed: Bed;
let listed: Seen<ServiceStatus>[];

beforeAll(async () => {
  bed = await Bed.make();
  listed = await bed.collect<ServiceStatus>(serviceStatus);
  const before = await bed.startReady();
  // A lane without any handled message has nothing to recover.
  const first = answer();
  await ask(first);
  expect((await bed.ends(first.messageId)).status).toBe('submitted');
  await before.close();
});
afterAll(() => bed.end());

const LONG_AGO = Date.now() - 60_000;

function answer(): NotificationMessage {
  const to = bed.nextHandset();
  return {
    ...{ messageId: randomUUID(), kind: 'help', advertiserId, recipientKey: keys.keyOf(to), to },
    ...{ text: 'Lorane : STOP 36180', sender: '36180', expiresAt: Date.now() + 3_600_000, at: Date.now() },
  };
}
const ask = (...messages: NotificationMessage[]) =>
  bed.put(
    notificationMessages,
    messages.map((value) => ({ key: value.recipientKey, value })),
  );
const about = ({ messageId, recipientKey }: NotificationMessage) => ({
  ...{ messageId, recipientKey, advertiserId, attempt: 1, lane: 'service' as const },
  ...{ provider: 'simulator', sender: '36180', replyCode: '36180' },
});
const begun = (message: NotificationMessage, submission = 'a-1'): Begun => ({
  event: 'begun',
  ...about(message),
  submission,
  at: LONG_AGO,
});
const journalled = (...entries: JournalEntry[]) =>
  bed.put(
    journal,
    entries.map((value) => ({ key: value.recipientKey, value })),
  );
const publishStatus = (message: NotificationMessage, more: Pick<MessageStatus, 'status'> & Partial<MessageStatus>) =>
  bed.put(messageStatus, [{ key: message.recipientKey, value: { ...about(message), at: LONG_AGO + 5, ...more } }]);

test('an outcome stays, a begun message is unknown, a returned or never begun one leaves', async () => {
  const [ended, open, back, openOfBefore, fresh] = [answer(), answer(), answer(), answer(), answer()];
  const { messageId, attempt, recipientKey } = about(back);
  await journalled(begun(ended), begun(open), begun(back), {
    event: 'given-back',
    ...{ messageId, attempt, recipientKey, submission: 'a-1', at: LONG_AGO + 5 },
  });
  await publishStatus(ended, { status: 'submitted', smscIds: ['7'], parts: 1, begunAt: LONG_AGO });
  await publishStatus(openOfBefore, { status: 'submitting', submission: 'a-2' });
  await ask(ended, open, back, openOfBefore, fresh);
  const service = await bed.startReady();
  for (const leaves of [back, fresh]) expect((await bed.ends(leaves.messageId)).status).toBe('submitted');
  const unknown = { status: 'unknown', code: 'OUTCOME_UNKNOWN', begunAt: expect.any(Number) as number };
  expect(await bed.ends(open.messageId)).toMatchObject({ ...unknown, begunAt: LONG_AGO });
  await eventually('the one of before is unknown too', () => bed.last(openOfBefore.messageId)?.status === 'unknown');
  for (const [message, texts] of [ended, open, back, openOfBefore, fresh].map(
    (one, n) => [one, [0, 0, 1, 0, 1][n]] as const,
  )) {
    expect(await bed.inbox(message.to)).toHaveLength(texts ?? NaN);
  }
  // Nothing is published again, except on the service topic: the owner may have ended between the two topics.
  expect(bed.of(ended.messageId)).toHaveLength(1);
  await eventually('the service lane has all statuses', () => {
    const statuses = new Map(listed.map(({ value }) => [value.messageId, value.status]));
    return (
      statuses.get(ended.messageId) === 'submitted' &&
      [open, openOfBefore].every((one) => statuses.get(one.messageId) === 'unknown')
    );
  });
  await service.close();
});

test('a published status of the service lane is not published again when its partition moves', async () => {
  const open = answer();
  const markers: NotificationMessage[] = [];
  const statuses = ({ messageId }: NotificationMessage) =>
    listed.filter(({ value }) => value.messageId === messageId).map(({ value }) => value.status);
  await journalled(begun(open));
  await ask(open);
  for (let moves = 0; moves < 3; moves += 1) {
    const service = await bed.startReady();
    // Behind it in its partition: records published at the start come before.
    const marker = { ...answer(), to: open.to, recipientKey: open.recipientKey };
    markers.push(marker);
    await ask(marker);
    await eventually('the marker has a status', () => statuses(marker).includes('submitted'));
    await service.close();
  }
  expect([open, ...markers].map(statuses)).toEqual([['unknown'], ['submitted'], ['submitted'], ['submitted']]);
});

test('a message that is in its lane twice leaves once, also when its owner changes between the two', async () => {
  const message = answer();
  const behind = { ...answer(), to: message.to, recipientKey: message.recipientKey };
  const first = await bed.startReady();
  await ask(message);
  expect((await bed.ends(message.messageId)).status).toBe('submitted');
  await first.close();
  await ask(message, behind);
  const second = await bed.startReady();
  expect((await bed.ends(behind.messageId)).status).toBe('submitted');
  expect(await bed.inbox(message.to)).toHaveLength(2);
  expect(bed.of(message.messageId)).toHaveLength(1);
  await second.close();
});

test('the same, with many messages handled between the two', async () => {
  const message = answer();
  const toThem = () => ({ ...answer(), to: message.to, recipientKey: message.recipientKey });
  const others = Array.from({ length: 40 }, toThem);
  const behind = toThem();
  const first = await bed.startReady();
  for (const each of [message, ...others]) {
    await ask(each);
    expect((await bed.ends(each.messageId)).status).toBe('submitted');
  }
  await first.close();
  await ask(message, behind);
  const second = await bed.startReady();
  expect((await bed.ends(behind.messageId)).status).toBe('submitted');
  expect(bed.of(message.messageId)).toHaveLength(1);
  expect(await bed.inbox(message.to)).toHaveLength(42);
  await second.close();
});

test('an answer that the previous owner returned leaves, although its partition is assigned again while it waits', async () => {
  const open = answer();
  const toThem = () => ({ ...answer(), to: open.to, recipientKey: open.recipientKey });
  const [behind, marker] = [toThem(), toThem()];
  await journalled(begun(open));
  await ask(open, behind);
  const service = await bed.startReady();
  const remembers = (message: NotificationMessage) =>
    service.get(RememberedOutcomes).get(dispatchKey({ ...message, attempt: 1 })) !== undefined;
  expect((await bed.ends(behind.messageId)).status).toBe('submitted');
  expect(bed.last(open.messageId)?.status).toBe('unknown');
  await bed.operator.kill();
  await eventually('the operator is gone', () => service.get(OperatorLink).unbound() !== undefined);
  await journalled({
    ...{ event: 'given-back', messageId: open.messageId, recipientKey: open.recipientKey, attempt: 1 },
    ...{ submission: 'a-1', at: Date.now() },
  });
  await eventually('it is no longer unknown here', () => !remembers(open));
  await publishStatus(marker, { status: 'submitted', smscIds: ['7'], parts: 1, begunAt: LONG_AGO });
  const other = await bed.start();
  await other.close();
  await eventually('statuses are read back', () => remembers(marker));
  await bed.operator.restart();
  await eventually('it leaves', () => bed.last(open.messageId)?.status === 'submitted');
  expect(bed.of(open.messageId).map(({ status }) => status)).toEqual(['unknown', 'submitted']);
  expect(await bed.inbox(open.to)).toHaveLength(1);
  await service.close();
});
