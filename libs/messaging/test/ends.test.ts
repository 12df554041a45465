import { receipts } from '@stopsms/contracts';
import { sharedKafka } from '@stopsms/test-parts';
import { GroupOffsets } from '../src/broker/group-offsets';
import { ensureTopics } from '../src/broker/topics';
import { connect } from '../src/client/connection';
import { silent } from './harness';

const PREFIX = 'ends.';
const kafka = connect({ service: 'campaign', brokers: [sharedKafka()], prefix: PREFIX }, silent);
const admin = kafka.admin();

beforeAll(async () => {
  await admin.connect();
  await ensureTopics(admin);
  // A record whose response is lost is not written twice.
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  await producer.send({
    topic: receipts.name,
    messages: [3, 5, 5].map((partition) => ({ partition, key: 'k', value: 'v' })),
  });
  await producer.disconnect();
});
afterAll(async () => {
  await admin.deleteTopics({ topics: await admin.listTopics() });
  await admin.disconnect();
});

test('the ends of a topic take one request once the leaders are known, and are those of its extents', async () => {
  const offsets = new GroupOffsets(admin, 'campaign');
  const extents = await offsets.extents(receipts);
  // The second lookup learns the leaders for a while.
  await offsets.ends(receipts);
  const requests: string[] = [];
  const stop = admin.on('admin.network.request', ({ payload }) => {
    requests.push((payload as { apiName: string }).apiName);
  });
  const ends = await offsets.ends(receipts);
  stop();
  expect(requests).toEqual(['ListOffsets']);
  expect(ends).toEqual(new Map([...extents].map(([partition, { high }]) => [partition, high])));
  expect([ends.get(3), ends.get(5), ends.get(0)]).toEqual([1n, 2n, 0n]);
});
