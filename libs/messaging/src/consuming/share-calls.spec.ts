import { shareCalls } from './share-calls';

function questions() {
  const asked: { answer: (value: number) => void; fail: (error: Error) => void }[] = [];
  const shared = shareCalls(() => new Promise<number>((answer, fail) => asked.push({ answer, fail })));
  return { asked, shared };
}

test('callers during a query share the next one', async () => {
  const { asked, shared } = questions();
  const [first, second, third] = [shared(), shared(), shared()];
  expect(asked).toHaveLength(1);
  asked[0]?.answer(1);
  expect(await first).toBe(1);
  expect(asked).toHaveLength(2);
  asked[1]?.answer(2);
  expect(await Promise.all([second, third])).toEqual([2, 2]);
});

test('a failed query fails for its callers alone', async () => {
  const { asked, shared } = questions();
  const [first, second] = [shared(), shared()];
  asked[0]?.fail(new Error('away'));
  await expect(first).rejects.toThrow('away');
  asked[1]?.answer(2);
  expect(await second).toBe(2);
  const later = shared();
  asked[2]?.answer(3);
  expect(await later).toBe(3);
});
