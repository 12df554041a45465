import { StoryStopped } from './story-stopped';
import { Waits } from './until';

const say = () => undefined;

test('a timeout ends in a sentence with the last fault', async () => {
  const waits = new Waits({ say, signOfLife: async () => 'the same', timeoutMs: 250 });
  const waiting = waits.until('the person gets an answer', () => Promise.reject(new Error('connection refused')));
  await expect(waiting).rejects.toThrow(StoryStopped);
  await expect(waiting).rejects.toThrow(
    /^Waited \d+ s in vain until the person gets an answer\. The last fault: connection refused$/,
  );
});

test('does not time out while there is progress', async () => {
  let looks = 0;
  const waits = new Waits({ say, signOfLife: async () => String(looks), timeoutMs: 1 });
  expect(await waits.until('it is there', async () => ((looks += 1) === 5 ? 'there' : undefined))).toBe('there');
});
