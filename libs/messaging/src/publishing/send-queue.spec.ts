import type { RecordMetadata, TopicMessages } from '@stopsms/kafka-client';
import { type Encoded, SendQueue } from './send-queue';

/** A broker that responds on request, with offsets as a real one. */
function broker() {
  const ends = new Map<string, number>();
  const sent: { batch: TopicMessages[]; answer: () => void; fail: (error: Error) => void }[] = [];
  const queue = new SendQueue((batch) => {
    return new Promise<RecordMetadata[]>((resolve, reject) => {
      const answer = () => {
        const bases = new Map<string, RecordMetadata>();
        for (const { topic, messages } of batch) {
          for (const { partition = 0 } of messages) {
            const where = `${topic}/${partition}`;
            const end = ends.get(where) ?? 0;
            if (!bases.has(where)) {
              bases.set(where, { topicName: topic, partition, errorCode: 0, baseOffset: String(end) });
            }
            ends.set(where, end + 1);
          }
        }
        resolve([...bases.values()]);
      };
      sent.push({ batch, answer, fail: reject });
    });
  });
  return { queue, sent };
}

const record = (key: string, partition = 0, bytes = 2): Encoded => ({ key, partition, value: Buffer.alloc(bytes) });
const keysOf = (batch: TopicMessages[] = []) =>
  batch.flatMap(({ topic, messages }) => messages.map(({ key }) => `${topic}:${String(key)}`));

test('records that arrive during a send go together in the next, and each caller gets its own positions', async () => {
  const { queue, sent } = broker();
  const first = queue.add('a', [record('1')]);
  const second = queue.add('a', [record('2'), record('3', 1)]);
  const third = queue.add('b', [record('4')]);
  const fourth = queue.add('a', [record('5')]);
  expect(sent.map(({ batch }) => keysOf(batch))).toEqual([['a:1']]);
  sent[0]?.answer();
  expect(await first).toEqual([{ partition: 0, offset: '0' }]);
  expect(keysOf(sent[1]?.batch)).toEqual(['a:2', 'a:3', 'b:4', 'a:5']);
  sent[1]?.answer();
  expect(await second).toEqual([
    { partition: 0, offset: '1' },
    { partition: 1, offset: '0' },
  ]);
  expect(await third).toEqual([{ partition: 0, offset: '0' }]);
  expect(await fourth).toEqual([{ partition: 0, offset: '2' }]);
});

test('a send stays below the limit of a broker for one partition', async () => {
  const { queue, sent } = broker();
  const all = queue.add(
    'a',
    Array.from({ length: 5 }, (_, n) => record(`${n}`, 0, 400_000)),
  );
  for (let n = 0; n < 3; n += 1) {
    sent[n]?.answer();
    await new Promise(setImmediate);
  }
  expect(sent.map(({ batch }) => keysOf(batch).length)).toEqual([2, 2, 1]);
  expect((await all).map(({ offset }) => offset)).toEqual(['0', '1', '2', '3', '4']);
});

test('a send that fails for one of them is retried for each alone', async () => {
  const { queue, sent } = broker();
  const first = queue.add('a', [record('1')]);
  const bad = queue.add('b', [record('bad')]).catch((error: Error) => error.message);
  const good = queue.add('c', [record('good')]);
  sent[0]?.answer();
  await first;
  sent[1]?.fail(new Error('too large'));
  await new Promise(setImmediate);
  sent[2]?.fail(new Error('too large'));
  await new Promise(setImmediate);
  sent[3]?.answer();
  expect(await bad).toBe('too large');
  expect(await good).toEqual([{ partition: 0, offset: '0' }]);
});

test('a broker that is down fails them all at once', async () => {
  const { queue, sent } = broker();
  const first = queue.add('a', [record('1')]);
  const others = [queue.add('a', [record('2')]), queue.add('a', [record('3')])];
  sent[0]?.answer();
  await first;
  const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  sent[1]?.fail(away);
  const results = await Promise.allSettled(others);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(sent).toHaveLength(2);
});
