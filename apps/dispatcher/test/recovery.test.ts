import { type NotificationMessage, type ServiceStatus, serviceStatus } from '@stopsms/contracts';
import { type Seen, eventually } from '@stopsms/testing';
import { dispatchKey } from '../src/messages/dispatchable';
import { RememberedOutcomes } from '../src/messages/remembered-outcomes';
import { OperatorLink } from '../src/operator/operator-link';
import { Bed } from './bed';
import { LONG_AGO, ServiceLane, begun } from './service-lane';

let bed: Bed;
let lane: ServiceLane;
let listed: Seen<ServiceStatus>[];

beforeAll(async () => {
  bed = await Bed.make();
  listed = await bed.collect<ServiceStatus>(serviceStatus);
  lane = await ServiceLane.of(bed);
});
afterAll(() => bed.end());

test('a published status of the service lane is not published again when its partition moves', async () => {
  const open = lane.answer();
  const markers: NotificationMessage[] = [];
  const statuses = ({ messageId }: NotificationMessage) =>
    listed.filter(({ value }) => value.messageId === messageId).map(({ value }) => value.status);
  await lane.journalled(begun(open));
  await lane.ask(open);
  for (let moves = 0; moves < 3; moves += 1) {
    const service = await bed.startReady();
    // Behind it in its partition: records published at the start come before.
    const marker = lane.answerBehind(open);
    markers.push(marker);
    await lane.ask(marker);
    await eventually('the marker has a status', () => statuses(marker).includes('submitted'));
    await service.close();
  }
  expect([open, ...markers].map(statuses)).toEqual([['unknown'], ['submitted'], ['submitted'], ['submitted']]);
});

test('a message that is in its lane twice leaves once, also with many messages handled between the two', async () => {
  const message = lane.answer();
  const toThem = () => lane.answerBehind(message);
  const others = Array.from({ length: 40 }, toThem);
  const behind = toThem();
  const first = await bed.startReady();
  for (const each of [message, ...others]) {
    await lane.ask(each);
    expect((await bed.ends(each.messageId)).status).toBe('submitted');
  }
  await first.close();
  await lane.ask(message, behind);
  const second = await bed.startReady();
  expect((await bed.ends(behind.messageId)).status).toBe('submitted');
  expect(bed.of(message.messageId)).toHaveLength(1);
  expect(await bed.inbox(message.to)).toHaveLength(42);
  await second.close();
});

test('an answer that the previous owner returned leaves, although its partition is assigned again while it waits', async () => {
  const open = lane.answer();
  const toThem = () => lane.answerBehind(open);
  const [behind, marker] = [toThem(), toThem()];
  await lane.journalled(begun(open));
  await lane.ask(open, behind);
  const service = await bed.startReady();
  const remembers = (message: NotificationMessage) =>
    service.get(RememberedOutcomes).get(dispatchKey({ ...message, attempt: 1 })) !== undefined;
  expect((await bed.ends(behind.messageId)).status).toBe('submitted');
  expect(bed.last(open.messageId)?.status).toBe('unknown');
  await bed.operator.kill();
  await eventually('the operator is gone', () => service.get(OperatorLink).unbound() !== undefined);
  await lane.journalled({
    ...{ event: 'given-back', messageId: open.messageId, recipientKey: open.recipientKey, attempt: 1 },
    ...{ submission: 'a-1', at: Date.now() },
  });
  await eventually('it is no longer unknown here', () => !remembers(open));
  await lane.publishStatus(marker, { status: 'submitted', smscIds: ['7'], parts: 1, begunAt: LONG_AGO });
  const other = await bed.start();
  await other.close();
  await eventually('statuses are read back', () => remembers(marker));
  await bed.operator.restart();
  await eventually('it leaves', () => bed.last(open.messageId)?.status === 'submitted');
  expect(bed.of(open.messageId).map(({ status }) => status)).toEqual(['unknown', 'submitted']);
  expect(await bed.inbox(open.to)).toHaveLength(1);
  await service.close();
});
