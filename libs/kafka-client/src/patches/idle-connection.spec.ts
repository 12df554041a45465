import './idle-connection';

interface Queue {
  push(request: object): void;
  fulfillRequest(answer: object): void;
  maybeThrottle(ms: number): void;
  scheduleRequestTimeoutCheck(): void;
  destroy(): void;
}
// eslint-disable-next-line @typescript-eslint/no-require-imports -- it has no types
const RequestQueue = require('kafkajs/src/network/requestQueue') as new (options: object) => Queue;

const sent: number[] = [];
const queue = (enforceRequestTimeout = false) =>
  new RequestQueue({
    maxInFlightRequests: 1,
    requestTimeout: 30_000,
    enforceRequestTimeout,
    logger: { debug: () => undefined },
  });
const request = (correlationId: number, reject: () => void = () => undefined) => ({
  entry: { correlationId, resolve: () => undefined, reject },
  expectResponse: true,
  sendRequest: () => sent.push(correlationId),
});

beforeEach(() => {
  jest.useFakeTimers();
  sent.length = 0;
});
afterEach(() => jest.useRealTimers());

test('an idle connection schedules nothing', () => {
  const one = queue();
  one.push(request(1));
  one.fulfillRequest({ correlationId: 1, size: 0, payload: {} });
  expect(sent).toEqual([1]);
  expect(jest.getTimerCount()).toBe(0);
});

test('a request that waits for a free slot is sent when there is one, and then nothing is scheduled', () => {
  const one = queue();
  one.push(request(1));
  one.push(request(2));
  expect(sent).toEqual([1]);
  one.fulfillRequest({ correlationId: 1, size: 0, payload: {} });
  expect(sent).toEqual([1, 2]);
  jest.advanceTimersByTime(10);
  expect(jest.getTimerCount()).toBe(0);
});

test('a throttled request is sent after the throttling', () => {
  const one = queue();
  one.maybeThrottle(500);
  one.push(request(1));
  jest.advanceTimersByTime(499);
  expect(sent).toEqual([]);
  jest.advanceTimersByTime(11);
  expect(sent).toEqual([1]);
  expect(jest.getTimerCount()).toBe(0);
});

test('an overdue request is given up within a second', () => {
  const one = queue(true);
  const givenUp = jest.fn();
  one.scheduleRequestTimeoutCheck();
  one.push(request(1, givenUp));
  jest.advanceTimersByTime(30_000);
  expect(givenUp).not.toHaveBeenCalled();
  jest.advanceTimersByTime(1_000);
  expect(givenUp).toHaveBeenCalledTimes(1);
  one.destroy();
  expect(jest.getTimerCount()).toBe(0);
});

test('a request written while its connection ends is given up as well', () => {
  const one = queue(true);
  const givenUp = jest.fn();
  one.scheduleRequestTimeoutCheck();
  one.push(request(1, givenUp));
  one.destroy();
  jest.advanceTimersByTime(31_000);
  expect(givenUp).toHaveBeenCalledTimes(1);
  expect(jest.getTimerCount()).toBe(0);
});
