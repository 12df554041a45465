import { SilenceWatch } from './silence-watch';

const MAX_SILENCE_MS = 125_000;
const answers = () => Promise.resolve();
const refuses = (): Promise<void> => Promise.reject(new Error('connection refused'));

let watch: SilenceWatch | undefined;
beforeEach(() => void jest.useFakeTimers());
afterEach(() => {
  watch?.stop();
  jest.useRealTimers();
});

function started(assertClusterAnswers: () => Promise<void>, isMember = () => true): jest.Mock {
  const onSilent = jest.fn();
  watch = new SilenceWatch(assertClusterAnswers, onSilent, isMember);
  watch.start();
  return onSilent;
}

test('a member whose group is silent while Kafka responds is reported once, not before a join may take', async () => {
  const onSilent = started(answers);
  await jest.advanceTimersByTimeAsync(MAX_SILENCE_MS);
  expect(onSilent).not.toHaveBeenCalled();
  await jest.advanceTimersByTimeAsync(10 * MAX_SILENCE_MS);
  expect(onSilent.mock.calls).toEqual([
    ['had no response from its group for 125 s, although Kafka responds to other requests'],
  ]);
});

test('a member waits as long as Kafka is away, and as long as usual afterwards', async () => {
  let ask = refuses;
  const onSilent = started(() => ask());
  await jest.advanceTimersByTimeAsync(10 * MAX_SILENCE_MS);
  ask = answers;
  await jest.advanceTimersByTimeAsync(MAX_SILENCE_MS);
  expect(onSilent).not.toHaveBeenCalled();
  await jest.advanceTimersByTimeAsync(MAX_SILENCE_MS);
  expect(onSilent).toHaveBeenCalledTimes(1);
});

test('time in which Kafka hangs does not count', async () => {
  const onSilent = started(() => new Promise(() => undefined));
  await jest.advanceTimersByTimeAsync(10 * MAX_SILENCE_MS);
  expect(onSilent).not.toHaveBeenCalled();
});

test('any response of the group begins the time anew, a response to a fetch does not', async () => {
  const onSilent = started(answers);
  for (let n = 0; n < 10; n += 1) {
    await jest.advanceTimersByTimeAsync(MAX_SILENCE_MS - 5_000);
    watch?.answered('GroupCoordinator');
  }
  expect(onSilent).not.toHaveBeenCalled();
  for (let n = 0; n < 30; n += 1) {
    await jest.advanceTimersByTimeAsync(5_000);
    watch?.answered('Fetch');
  }
  expect(onSilent).toHaveBeenCalledTimes(1);
});

test('a consumer that is no member for three times as long is reported, whatever its group responds', async () => {
  let isMember = false;
  const onSilent = started(answers, () => isMember);
  const respond = async (ms: number) => {
    for (let at = 0; at < ms; at += 5_000) {
      await jest.advanceTimersByTimeAsync(5_000);
      watch?.answered('JoinGroup');
    }
  };
  await respond(3 * MAX_SILENCE_MS - 5_000);
  isMember = true;
  await respond(5_000);
  isMember = false;
  await respond(3 * MAX_SILENCE_MS);
  expect(onSilent).not.toHaveBeenCalled();
  await respond(5_000);
  expect(onSilent.mock.calls).toEqual([
    ['was no member of its group for 375 s, although Kafka responds to other requests'],
  ]);
});

test('time in which Kafka is away is no time outside the group', async () => {
  const onSilent = started(refuses, () => false);
  await jest.advanceTimersByTimeAsync(10 * MAX_SILENCE_MS);
  expect(onSilent).not.toHaveBeenCalled();
});
