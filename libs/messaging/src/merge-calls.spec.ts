import { mergeCalls } from './merge-calls';
import { TransientFault } from './transient-faults';

/** A handler whose calls end when told. */
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
  it('hand over together what came while the handler worked', async () => {
    const { calls, handler } = held();
    const merged = mergeCalls(handler, 10, 1);
    const ends = [merged(['a']), merged(['b', 'c']), merged(['d'])];
    expect(calls.map(({ messages }) => messages)).toEqual([['a']]);
    calls[0]?.end();
    await turn();
    expect(calls[1]?.messages).toEqual(['b', 'c', 'd']);
    calls[1]?.end();
    await Promise.all(ends);
  });

  it('stay within the limit, but for a single caller that brings more', async () => {
    const seen: number[] = [];
    const merged = mergeCalls<number>(async (messages) => void seen.push(messages.length), 3, 1);
    await Promise.all([merged([1]), merged([1, 2]), merged([1, 2]), merged([1, 2, 3, 4])]);
    expect(seen).toEqual([1, 2, 2, 4]);
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

  it('fail together when something they need is away', async () => {
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
    expect(handled).toBe(2);
  });
});
