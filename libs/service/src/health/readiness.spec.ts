import type { Log } from '../log';
import { PartHealth } from './part-health';
import { Readiness } from './readiness';

test('many probes at once check each part once', async () => {
  let questions = 0;
  const readiness = new Readiness();
  readiness.register('database', () => ((questions += 1), undefined));
  const answers = await Promise.all(Array.from({ length: 100 }, () => readiness.report()));
  expect([questions, answers[99]?.map(({ problem }) => problem)]).toEqual([1, [undefined]]);
});

test('a part that hangs is reported in bounded time, and checked again only once the check has ended', async () => {
  const answers: ((problem: string | undefined) => void)[] = [];
  const part = new PartHealth('database', () => new Promise((resolve) => answers.push(resolve)), undefined, 5);
  const [first, second] = [await part.look(), await part.look()];
  expect([first.problem, second.since, answers.length]).toEqual([
    'no answer within 5 ms: it hangs, or the way to it is cut',
    first.since,
    1,
  ]);
  answers[0]?.(undefined);
  await new Promise(setImmediate);
  const again = part.look();
  await new Promise(setImmediate);
  answers[1]?.(undefined);
  expect(await again).toMatchObject({ problem: undefined, changed: true });
});

test('a check that throws is a problem with its message', async () => {
  const part = new PartHealth('kafka', () => Promise.reject(new RangeError('away')));
  expect((await part.look()).problem).toBe('RangeError: away');
});

test('a service that closes is not ready at once', async () => {
  const readiness = new Readiness();
  await readiness.report();
  readiness.close();
  expect(await readiness.report()).toMatchObject([{ name: 'process', problem: 'shutting down' }]);
});

describe('log entries about a part', () => {
  const watched = (settlesMs?: number) => {
    const logged: string[] = [];
    const note = (level: string) => (_: object, line: string) => void logged.push(`${level} ${line}`);
    const readiness = new Readiness({ info: note('info'), warn: note('warn') } as unknown as Log, settlesMs);
    let problem: string | undefined = 'waiting for suppression';
    readiness.register('secret', () => problem);
    const becomes = async (next: string | undefined) => {
      problem = next;
      // Younger reports are shared.
      jest.advanceTimersByTime(1_000);
      await readiness.report();
    };
    return { logged, becomes };
  };

  beforeEach(() => void jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] }));
  afterEach(() => void jest.useRealTimers());

  test('a part that is down is a warning only after the start', async () => {
    const { logged, becomes } = watched();
    await becomes('waiting for suppression');
    await becomes(undefined);
    await becomes('lost');
    expect(logged).toEqual(['info Not ready yet: secret', 'info secret is up', 'warn Not ready: secret']);
  });

  test('a part that is never up is a warning once', async () => {
    const { logged, becomes } = watched(2_500);
    for (let second = 1; second <= 5; second += 1) await becomes('waiting for suppression');
    expect(logged).toEqual(['info Not ready yet: secret', 'warn Not ready: secret']);
  });
});
