import { randomUUID } from 'node:crypto';
import type { RunningService } from '@stopsms/bootstrap';
import { type NotificationMessage, clearedMarketing, notificationMessages } from '@stopsms/contracts';
import { KafkaTransport } from '@stopsms/messaging';
import { eventually, keys } from '@stopsms/testing';
import { Bed, advertiserId } from './bed';

// Reading the journal back fails, or is slow, at the requests of kafkajs.
interface GroupMember {
  groupId: string;
  joinAndSync(): Promise<unknown>;
}
interface Cluster {
  fetchTopicsOffset(topics: readonly { topic: string; fromTimestamp?: number }[]): Promise<unknown>;
}
const { prototype: member } = jest.requireActual<{ prototype: GroupMember }>('kafkajs/src/consumer/consumerGroup');
const { prototype: cluster } = jest.requireActual<{ prototype: Cluster }>('kafkajs/src/cluster');
const { createErrorFromCode } = jest.requireActual<{ createErrorFromCode: (code: number) => Error }>(
  'kafkajs/src/protocol/error',
);
const GROUP_AUTHORIZATION_FAILED = 30;
const { joinAndSync } = member;
const { fetchTopicsOffset } = cluster;

let bed: Bed;

beforeAll(async () => {
  bed = await Bed.make();
});
afterAll(() => bed.end());
afterEach(() => jest.restoreAllMocks());

const manyAdverts = () => Array.from({ length: 4 * clearedMarketing.partitions }, () => bed.cleared());
function answer(): NotificationMessage {
  const to = bed.nextHandset();
  return {
    ...{ messageId: randomUUID(), kind: 'help', advertiserId, recipientKey: keys.keyOf(to), to },
    ...{ text: 'Lorane : STOP 36180', sender: '36180', expiresAt: Date.now() + 3_600_000, at: Date.now() },
  };
}
async function areSubmitted(messages: { messageId: string }[]): Promise<void> {
  for (const { messageId } of messages) expect((await bed.ends(messageId)).status).toBe('submitted');
}
async function committed(service: RunningService): Promise<number> {
  const [lane] = await service.get(KafkaTransport).offsets.committed('lanes', [notificationMessages]);
  return (lane?.partitions ?? []).reduce((sum, { offset }) => sum + Math.max(Number(offset), 0), 0);
}

// Must be the first: no offset of a lane is committed yet.
test('a recovery stops when partitions are assigned anew: it takes no committed offset back', async () => {
  let release: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (release = resolve));
  let isFirst = true;
  let waiting = 0;
  jest.spyOn(cluster, 'fetchTopicsOffset').mockImplementation(async function (this: Cluster, topics) {
    // The ends of a lane, which are looked up before its first commit.
    if (isFirst && topics.some((one) => one.topic.endsWith(clearedMarketing.name) && one.fromTimestamp === Infinity)) {
      waiting += 1;
      await gate;
      waiting -= 1;
    }
    return fetchTopicsOffset.call(this, topics);
  });
  const first = await bed.start();
  await eventually('it recovers', () => waiting > 0);
  isFirst = false;
  const second = await bed.start();
  const answers = Array.from({ length: 40 }, answer);
  await bed.put(
    notificationMessages,
    answers.map((value) => ({ key: value.recipientKey, value })),
  );
  await areSubmitted(answers);
  await eventually('all are committed', async () => (await committed(second)) === answers.length);
  release();
  await eventually('the first recovery goes on', () => waiting === 0);
  const markers = manyAdverts();
  await bed.adverts(markers);
  await areSubmitted(markers);
  expect(await committed(second)).toBe(answers.length);
  await Promise.all([first.close(), second.close()]);
});

test('a journal that could not be read is read again', async () => {
  let failures = 0;
  jest.spyOn(member, 'joinAndSync').mockImplementation(async function (this: GroupMember) {
    if (this.groupId.includes('.dispatcher.read.') && failures === 0) {
      failures += 1;
      throw createErrorFromCode(GROUP_AUTHORIZATION_FAILED);
    }
    return joinAndSync.call(this);
  });
  const service = await bed.startReady();
  const adverts = manyAdverts();
  await bed.adverts(adverts);
  await areSubmitted(adverts);
  expect(failures).toBe(1);
  await service.close();
});
