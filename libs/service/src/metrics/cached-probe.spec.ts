import { CachedProbe } from './cached-probe';

test('many scrapes at once send one probe, and later ones in the interval none', async () => {
  let questions = 0;
  const asked = new CachedProbe(() => Promise.resolve((questions += 1)), 60_000);
  expect(await Promise.all([asked.latest(), asked.latest(), asked.latest()])).toEqual([1, 1, 1]);
  expect(await asked.latest()).toBe(1);
});

test('a probe that hangs delays no scrape, and is not repeated', async () => {
  let questions = 0;
  const asked = new CachedProbe(() => ((questions += 1), new Promise<number>(() => undefined)), 0, 5);
  expect([await asked.latest(), await asked.latest(), questions]).toEqual([undefined, undefined, 1]);
});

test('an outdated value is not shown', async () => {
  const answers = [Promise.resolve(7), Promise.reject(new Error('away'))];
  const asked = new CachedProbe(() => answers.shift() as Promise<number>, 0);
  expect([await asked.latest(), await asked.latest()]).toEqual([7, undefined]);
});
