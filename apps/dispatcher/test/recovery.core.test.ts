import { type ServiceStatus, serviceStatus } from '@stopsms/contracts';
import { type Seen, eventually } from '@stopsms/testing';
import { Bed } from './bed';
import { LONG_AGO, ServiceLane, about, begun } from './service-lane';

let bed: Bed;
let lane: ServiceLane;
let listed: Seen<ServiceStatus>[];

beforeAll(async () => {
  bed = await Bed.make();
  listed = await bed.collect<ServiceStatus>(serviceStatus);
  lane = await ServiceLane.of(bed);
});
afterAll(() => bed.end());

test('an outcome stays, a begun message is unknown, a returned or never begun one leaves', async () => {
  const [ended, open, back, openOfBefore, fresh] = [
    lane.answer(),
    lane.answer(),
    lane.answer(),
    lane.answer(),
    lane.answer(),
  ];
  const { messageId, attempt, recipientKey } = about(back);
  await lane.journalled(begun(ended), begun(open), begun(back), {
    event: 'given-back',
    ...{ messageId, attempt, recipientKey, submission: 'a-1', at: LONG_AGO + 5 },
  });
  await lane.publishStatus(ended, { status: 'submitted', smscIds: ['7'], parts: 1, begunAt: LONG_AGO });
  await lane.publishStatus(openOfBefore, { status: 'submitting', submission: 'a-2' });
  await lane.ask(ended, open, back, openOfBefore, fresh);
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

test('a message that is in its lane twice leaves once, also when its owner changes between the two', async () => {
  const message = lane.answer();
  const behind = lane.answerBehind(message);
  const first = await bed.startReady();
  await lane.ask(message);
  expect((await bed.ends(message.messageId)).status).toBe('submitted');
  await first.close();
  await lane.ask(message, behind);
  const second = await bed.startReady();
  expect((await bed.ends(behind.messageId)).status).toBe('submitted');
  expect(await bed.inbox(message.to)).toHaveLength(2);
  expect(bed.of(message.messageId)).toHaveLength(1);
  await second.close();
});
