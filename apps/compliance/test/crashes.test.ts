import { clearedMarketing, verdicts } from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import { LAWFUL } from './fixtures';
import { Stack } from './stack';

jest.setTimeout(180_000);

let stack: Stack;
beforeAll(async () => {
  stack = await Stack.start();
});
afterAll(() => stack?.stop());

const phones = (from: number, count: number) => Array.from({ length: count }, (_, n) => `+3363998${from + n}`);

test('while PostgreSQL is away requests wait, and afterwards each is decided once', async () => {
  const numbers = phones(7000, 200);
  await Promise.all(numbers.map((phone) => stack.consent(phone)));
  await stack.verdict(await stack.ask({ to: numbers[0] ?? '' }));
  await stack.postgres.kill();
  const ids = await Promise.all(numbers.map((to) => stack.ask({ to })));
  await eventually('the service says that it is not ready', async () => !(await fetch(`${stack.url}/health/ready`)).ok);
  expect(ids.flatMap((id) => stack.verdictsOf(id))).toEqual([]);
  await stack.postgres.restart();
  await eventually('all are on their lane', () => ids.every((id) => stack.cleared(id).length > 0), {
    timeoutMs: 60_000,
  });
  expect(ids.filter((id) => stack.cleared(id).length !== 1)).toEqual([]);
});

test('a service stopped in the middle of a campaign goes on where it was, losing and doubling nothing', async () => {
  const numbers = phones(8000, 1_500);
  await Promise.all(numbers.map((phone) => stack.consent(phone)));
  const ids = await Promise.all(numbers.map((to) => stack.ask({ to })));
  await stack.restart(LAWFUL);
  await eventually('all are on their lane', () => ids.every((id) => stack.cleared(id).length > 0), {
    timeoutMs: 60_000,
  });
  const count = (topic: string, id: string, verdict?: string) =>
    stack.seen(topic).filter(({ value }) => {
      const record = value as { messageId: string; verdict?: string };
      return record.messageId === id && record.verdict === verdict;
    }).length;
  expect(ids.filter((id) => count(clearedMarketing.name, id) !== 1)).toEqual([]);
  expect(ids.filter((id) => count(verdicts.name, id, 'cleared') !== 1)).toEqual([]);
});
