import { mergeCalls } from './merge-calls';
import { TransientFault } from '../faults/transient-faults';

/** A handler whose calls end on request. */
function held() {
  const calls: { messages: string[]; end: (error?: Error) => void }[] = [];
  const handler = (messages: string[]) =>
    new Promise<void>((resolve, reject) =>
      calls.push({ messages, end: (error) => (error ? reject(error) : resolve()) }),
    );
  return { calls, handler };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('merged calls', () => {
  it('hand over together messages of one turn, and messages that arrive while the handler works', async () => {
    const { calls, handler } = held();
    const merged = mergeCalls(handler, 10, 1);
    const ends = [merged(['a']), Promise.resolve().then(() => merged(['b']))];
    await turn();
    expect(calls.map(({ messages }) => messages)).toEqual([['a', 'b']]);
    ends.push(merged(['c', 'd']));
    await turn();
    ends.push(merged(['e']));
    expect(calls).toHaveLength(1);
    calls[0]?.end();
    await turn();
    expect(calls[1]?.messages).toEqual(['c', 'd', 'e']);
    calls[1]?.end();
    await Promise.all(ends);
  });

  it('stay within the limit, except for a single caller with more', async () => {
    const seen: number[] = [];
    const merged = mergeCalls<number>(async (messages) => void seen.push(messages.length), 3, 1);
    await Promise.all([merged([1]), merged([1, 2]), merged([1, 2]), merged([1, 2, 3, 4])]);
    expect(seen).toEqual([3, 2, 4]);
  });

  it('single out the one that fails', async () => {
    const merged = mergeCalls<string>(
      async (messages) => {
        if (messages.includes('poison')) throw new TypeError('cannot');
      },
      10,
      1,
    );
    const results = await Promise.allSettled([merged(['a']), merged(['b']), merged(['poison']), merged(['c'])]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  });

  it('fail together when something they need is down', async () => {
    let handled = 0;
    const merged = mergeCalls<string>(
      async () => {
        handled += 1;
        throw new TransientFault('away');
      },
      10,
      1,
    );
    const results = await Promise.allSettled([merged(['a']), merged(['b']), merged(['c'])]);
    expect(results.every(({ status }) => status === 'rejected')).toBe(true);
    expect(handled).toBe(1);
  });
});

describe('single items, one call at a time', () => {
  const addingTo = (write: (items: string[]) => Promise<void>, limit = 1_000, everyMs = 0) => {
    const merged = mergeCalls(write, limit, 1, everyMs);
    return (item: string) => merged([item]);
  };

  /** Writes that end when the test ends them. */
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
      await turn();
    }
  }

  test('a single item does not wait, and items that arrive meanwhile go together', async () => {
    const writes = new Writes();
    const add = addingTo(writes.write, 3);
    const added = [add('a')];
    await turn();
    expect(writes.batches).toEqual([['a']]);
    added.push(...['b', 'c', 'd', 'e'].map((item) => add(item)));
    await writes.endNext();
    await writes.endNext();
    await writes.endNext();
    await Promise.all(added);
    expect(writes.batches).toEqual([['a'], ['b', 'c', 'd'], ['e']]);
  });

  test('with a pause between writes, items that arrive too soon after the last one go together', async () => {
    const writes = new Writes();
    const add = addingTo(writes.write, 1_000, 300);
    const added = [add('a')];
    await turn();
    added.push(add('b'));
    await writes.endNext();
    added.push(add('c'));
    expect(writes.batches).toEqual([['a']]);
    while (writes.batches.length < 2) await turn();
    expect(writes.batches).toEqual([['a'], ['b', 'c']]);
    await writes.endNext();
    await Promise.all(added);
  });

  test('nothing is reported as durable before its write has ended', async () => {
    const writes = new Writes();
    let durable = false;
    const added = addingTo(writes.write)('a').then(() => (durable = true));
    await turn();
    expect(writes.batches).toEqual([['a']]);
    expect(durable).toBe(false);
    await writes.endNext();
    await added;
  });

  test('one that cannot be written fails alone, and the next is written', async () => {
    const writes = new Writes();
    const add = addingTo(writes.write);
    const added = Promise.allSettled(['a', 'b', 'bad', 'c'].map((item) => add(item)));
    await turn();
    for (let write = 0; write < 5; write += 1) await writes.endNext();
    expect((await added).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    const next = add('d');
    await turn();
    await writes.endNext();
    await next;
  });

  test('a fault of the environment is not retried one by one', async () => {
    let writes = 0;
    const add = addingTo(async () => {
      writes += 1;
      throw new TransientFault('Kafka is down');
    });
    const added = await Promise.allSettled(['a', 'b', 'c'].map((item) => add(item)));
    expect(added.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(writes).toBe(1);
  });
});
