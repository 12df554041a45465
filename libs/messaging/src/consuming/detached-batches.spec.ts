import { journal, moReceived } from '@stopsms/contracts';
import type { EachBatchPayload, KafkaMessage } from '@stopsms/kafka-client';
import type { BatchHandling } from './batch-handling';
import { BatchWalk } from './batch-walk';
import type { ConsumerOptions } from './consumer-options';
import { DetachedBatches } from './detached-batches';
import { OffsetCommits } from './offset-commits';
import { PartitionLease } from './partition-lease';
import { Precedence } from './precedence';

const PARTITION = 3;
const [ANNE, BOB] = ['AAAAAAAAAAAAAAAAAAAAAA', 'BBBBBBBBBBBBBBBBBBBBBB'];
const TOPICS = [journal.name, moReceived.name];
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const aWhile = () => new Promise((resolve) => setTimeout(resolve, 40));

const textOf = (key: string) => ({ key: Buffer.from(key), value: Buffer.from('{"text":"STOP"}') });
const frameOf = (...keys: string[]) => ({
  key: null,
  value: Buffer.from(JSON.stringify({ shared: {}, messages: keys.map((recipientKey) => ({ recipientKey })) })),
});

/**
 * Texts behind the journal, in one partition. The journal's handler ends when the test permits; its rounds are a minute apart
 * unless a text waits for one.
 */
function consumer() {
  const handled: string[] = [];
  let [end, permitted] = [0n, Promise.resolve()];
  const offsets = {
    ends: async () => new Map([[PARTITION, end]]),
    extents: async () => new Map([[PARTITION, { low: 0n, high: end }]]),
    committedOn: async () => new Map([[PARTITION, 0n]]),
  };
  const entry = (topic: typeof journal | typeof moReceived, handle: () => Promise<void>) => ({
    topic,
    handling: {
      handle: async (_: number, records: KafkaMessage[]) => {
        await handle();
        handled.push(...records.map(({ offset }) => `${topic.name} ${offset}`));
      },
    } as unknown as BatchHandling,
  });
  const topics: ConsumerOptions['topics'] = new Map();
  topics.set(
    journal.name,
    entry(journal, () => permitted),
  );
  const after = [new Precedence(offsets, journal, 'group')];
  topics.set(moReceived.name, { ...entry(moReceived, async () => undefined), after });
  const options = { topics, gathering: { everyMs: 60_000, urgentEveryMs: 0, topics: [journal] } };
  const lease = new PartitionLease();
  const assign = () => lease.gained(new Map(TOPICS.map((topic) => [topic, [PARTITION]])));
  assign();
  const stopping = new AbortController();
  const walk = new BatchWalk(options, stopping.signal);
  const commits = new OffsetCommits(async () => undefined, lease, silent);
  const onFatal = (error: Error): void => {
    throw error;
  };
  const batches = new DetachedBatches(options, { walk, lease, stopping: stopping.signal, commits, onFatal });
  let now = 1_000;
  const fetch = (topic: string, offset: number, record: Pick<KafkaMessage, 'key' | 'value'>): void => {
    const message = { ...record, offset: String(offset), timestamp: String((now += 1)), headers: {}, attributes: 0 };
    batches.take({
      batch: {
        ...{ topic, partition: PARTITION, messages: [message], highWatermark: String(offset + 1) },
        lastOffset: () => String(offset),
      },
      ...{ isRunning: () => true, resolveOffset: () => undefined, pause: () => () => undefined },
    } as unknown as EachBatchPayload);
  };
  return {
    handled,
    fetch,
    /** Sets the end of the journal at the broker. */
    setEnd: (next: bigint) => (end = next),
    hold: () => {
      let permit = (): void => undefined;
      permitted = new Promise((resolve) => (permit = resolve));
      return permit;
    },
    rebalance: () => {
      lease.lost();
      walk.forget();
      assign();
    },
    stop: async () => {
      stopping.abort();
      await batches.drained();
      await commits.drained();
    },
  };
}

/** The first round is over: the next one begins in a minute, unless a text waits for it. */
async function afterTheFirst() {
  const all = consumer();
  all.fetch(journal.name, 0, frameOf(BOB));
  await aWhile();
  expect(all.handled).toEqual([`${journal.name} 0`]);
  all.handled.length = 0;
  return all;
}

it('handles a text at once if records fetched before it concern others', async () => {
  const { fetch, setEnd, handled, stop } = await afterTheFirst();
  fetch(journal.name, 1, frameOf(BOB, BOB));
  setEnd(2n);
  fetch(moReceived.name, 0, textOf(ANNE));
  await aWhile();
  expect(handled).toEqual([`${moReceived.name} 0`]);
  await stop();
});

it('handles a text after the record of its sender, whose round it brings forward', async () => {
  const { fetch, setEnd, handled, stop } = await afterTheFirst();
  fetch(journal.name, 1, frameOf(BOB, ANNE));
  setEnd(2n);
  fetch(moReceived.name, 0, textOf(ANNE));
  await aWhile();
  expect(handled).toEqual([`${journal.name} 1`, `${moReceived.name} 0`]);
  await stop();
});

it('handles a text after the record of its sender that the handler has already', async () => {
  const { fetch, setEnd, handled, hold, stop } = consumer();
  const permit = hold();
  fetch(journal.name, 0, frameOf(ANNE));
  setEnd(1n);
  await aWhile();
  fetch(moReceived.name, 0, textOf(ANNE));
  await aWhile();
  expect(handled).toEqual([]);
  permit();
  await aWhile();
  expect(handled).toEqual([`${journal.name} 0`, `${moReceived.name} 0`]);
  await stop();
});

it('holds a text until everything that was appended before it is fetched', async () => {
  const { fetch, setEnd, handled, stop } = await afterTheFirst();
  setEnd(2n);
  fetch(moReceived.name, 0, textOf(ANNE));
  await aWhile();
  expect(handled).toEqual([]);
  fetch(journal.name, 1, frameOf(ANNE));
  await aWhile();
  expect(handled).toEqual([`${journal.name} 1`, `${moReceived.name} 0`]);
  await stop();
});

it('a text does not wait for records of an earlier assignment, which arrive again or are handled by others', async () => {
  const { fetch, setEnd, handled, hold, rebalance, stop } = consumer();
  const permit = hold();
  fetch(journal.name, 0, frameOf(ANNE));
  await aWhile();
  rebalance();
  setEnd(0n);
  fetch(moReceived.name, 0, textOf(ANNE));
  await aWhile();
  expect(handled).toEqual([`${moReceived.name} 0`]);
  permit();
  await stop();
});

it('records fetched in an earlier assignment do not count as fetched', async () => {
  const { fetch, setEnd, handled, rebalance, stop } = await afterTheFirst();
  fetch(journal.name, 1, frameOf(BOB));
  rebalance();
  setEnd(2n);
  fetch(moReceived.name, 0, textOf(ANNE));
  await aWhile();
  expect(handled).toEqual([]);
  fetch(journal.name, 1, frameOf(ANNE));
  await aWhile();
  expect(handled).toEqual([`${journal.name} 1`, `${moReceived.name} 0`]);
  await stop();
});
