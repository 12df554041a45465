import { setTimeout as delay } from 'node:timers/promises';
import { isTransient } from '../faults/transient-faults';

type Handler<M> = (messages: M[]) => Promise<void>;

/** Concurrent calls by default. */
export const AT_A_TIME = 2;

interface Call<M> {
  messages: M[];
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * Merges calls: twelve partitions that bring one record each would be twelve transactions. Records that arrive in the same
 * turn of the event loop (the partitions of one fetch), while the handler works, or too soon after it began, are handed to it
 * together in the next call; one that arrives alone does not wait. Order within a partition holds, since a partition calls
 * again only after its last call has ended.
 * @param atATime - concurrent calls of `handler`: with two, one computes while the other waits for the database
 * @param limit - messages per call, unless a single caller brings more
 * @param everyMs - minimum time from the start of one call to the start of the next, unless more than `limit` wait
 */
export function mergeCalls<M>(handler: Handler<M>, limit: number, atATime = AT_A_TIME, everyMs = 0): Handler<M> {
  const queue: Call<M>[] = [];
  let running = 0;

  const take = (): Call<M>[] => {
    const calls: Call<M>[] = [];
    for (let size = 0; queue[0] && (calls.length === 0 || size + queue[0].messages.length <= limit);) {
      const call = queue.shift() as Call<M>;
      calls.push(call);
      size += call.messages.length;
    }
    return calls;
  };

  const run = async (calls: Call<M>[]): Promise<void> => {
    try {
      await handler(calls.flatMap(({ messages }) => messages));
      for (const { resolve } of calls) resolve();
    } catch (error) {
      if (calls.length > 1 && !isTransient(error)) {
        // One of them cannot be handled; the others must not fail with it.
        for (const call of calls) await run([call]);
        return;
      }
      for (const { reject } of calls) reject(error);
    }
  };

  const pump = (): void => {
    while (running < atATime && queue.length > 0) {
      running += 1;
      const calls = take();
      const rest = everyMs > 0 && queue.length === 0 ? delay(everyMs, undefined, { ref: false }) : undefined;
      void run(calls)
        .then(() => rest)
        .finally(() => {
          running -= 1;
          pump();
        });
    }
  };

  return (messages) =>
    new Promise((resolve, reject) => {
      if (queue.push({ messages, resolve, reject }) === 1) setImmediate(pump);
    });
}
