import { TransientFault } from '@stopsms/messaging';
import { MicroBatch } from './micro-batch';

/** Writes that end when the test says. */
class Writes {
  readonly batches: string[][] = [];
  private readonly ends: (() => void)[] = [];

  write = (items: string[]): Promise<void> => {
    this.batches.push(items);
    return new Promise((resolve, reject) => {
      this.ends.push(() => (items.includes('bad') ? reject(new Error('bad')) : resolve()));
    });
  };

  async endNext(): Promise<void> {
    this.ends.shift()?.();
    await new Promise(setImmediate);
  }
}

test('one alone is written at once, and what comes meanwhile goes together', async () => {
  const writes = new Writes();
  const batch = new MicroBatch(writes.write, { limit: 3 });
  const added = Promise.all(['a', 'b', 'c', 'd', 'e'].map((item) => batch.add(item)));
  expect(writes.batches).toEqual([['a']]);
  await writes.endNext();
  await writes.endNext();
  await writes.endNext();
  await added;
  expect(writes.batches).toEqual([['a'], ['b', 'c', 'd'], ['e']]);
});

test('with a rest between writes, what comes too soon after the last one goes together', async () => {
  const writes = new Writes();
  const batch = new MicroBatch(writes.write, { everyMs: 300 });
  const added = [batch.add('a'), batch.add('b')];
  await writes.endNext();
  added.push(batch.add('c'));
  expect(writes.batches).toEqual([['a']]);
  while (writes.batches.length < 2) await new Promise(setImmediate);
  expect(writes.batches).toEqual([['a'], ['b', 'c']]);
  await writes.endNext();
  await Promise.all(added);
});

test('nothing is told durable before its write has ended', async () => {
  const writes = new Writes();
  let durable = false;
  const added = new MicroBatch(writes.write).add('a').then(() => (durable = true));
  await new Promise(setImmediate);
  expect(durable).toBe(false);
  await writes.endNext();
  await added;
});

test('one that cannot be written takes no other with it, and the next is written', async () => {
  const writes = new Writes();
  const batch = new MicroBatch(writes.write);
  const added = Promise.allSettled(['a', 'b', 'bad', 'c'].map((item) => batch.add(item)));
  for (let write = 0; write < 5; write += 1) await writes.endNext();
  expect((await added).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  const next = batch.add('d');
  await writes.endNext();
  await next;
});

test('a fault of the surroundings is not tried again one by one', async () => {
  let writes = 0;
  const batch = new MicroBatch<string>(async () => {
    writes += 1;
    throw new TransientFault('Kafka is away');
  });
  const added = await Promise.allSettled(['a', 'b', 'c'].map((item) => batch.add(item)));
  expect(added.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(writes).toBe(2);
});
