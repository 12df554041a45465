import { PassThrough } from 'node:stream';
import type { Response } from 'express';
import { EventStream } from './event-stream';

beforeEach(() => void jest.useFakeTimers({ doNotFake: ['nextTick'] }));
afterEach(() => void jest.useRealTimers());

/** An Express response as far as a stream needs it. */
function openStream() {
  const written = new PassThrough();
  const response = Object.assign(written, { status: () => response, set: () => response }) as unknown as Response;
  const stream = new EventStream(response, () => undefined);
  return { stream, read: (): string => String(written.read() ?? '') };
}

const event = { id: 'one', json: '{}', isOver: false };

test('sends a comment after each 15 s of silence to keep the connection open', () => {
  const { stream, read } = openStream();
  expect(read()).toBe('retry: 1000\n\n');
  for (let n = 0; n < 3; n += 1) {
    jest.advanceTimersByTime(14_999);
    expect(read()).toBe('');
    jest.advanceTimersByTime(1);
    expect(read()).toBe(': still there\n\n');
  }
  jest.advanceTimersByTime(10_000);
  stream.send(event);
  expect(read()).toContain('event: progress');
  jest.advanceTimersByTime(14_999);
  expect(read()).toBe('');
  stream.end();
  expect(jest.getTimerCount()).toBe(0);
});
