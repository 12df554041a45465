import { clearedMarketing, verdicts } from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import { LAWFUL } from '../fixtures';
import { Bed } from '../bed';

let bed: Bed;
beforeAll(async () => {
  bed = await Bed.make([], 'postgres');
});
afterAll(() => bed?.end());

const phones = (from: number, count: number) => Array.from({ length: count }, (_, n) => `+3363998${from + n}`);

test('requests wait while PostgreSQL is down, and each is decided once afterwards', async () => {
  const numbers = phones(7000, 200);
  await Promise.all(numbers.map((phone) => bed.consent(phone)));
  await bed.verdict(await bed.ask({ to: numbers[0] ?? '' }));
  await bed.postgres.kill();
  const ids = await Promise.all(numbers.map((to) => bed.ask({ to })));
  await eventually('the service says that it is not ready', async () => !(await fetch(`${bed.url}/health/ready`)).ok);
  expect(ids.flatMap((id) => bed.verdictsOf(id))).toEqual([]);
  await bed.postgres.restart();
  await eventually('all are on their lane', () => ids.every((id) => bed.cleared(id).length > 0));
  expect(ids.filter((id) => bed.cleared(id).length !== 1)).toEqual([]);
});

test('a service stopped during a campaign continues where it was, without losses or duplicates', async () => {
  const numbers = phones(8000, 1_500);
  await Promise.all(numbers.map((phone) => bed.consent(phone)));
  const ids = await Promise.all(numbers.map((to) => bed.ask({ to })));
  await bed.restart(LAWFUL);
  // Read from two topics, of which either may be behind.
  await eventually('all are on their lane, and published', () =>
    ids.every((id) => bed.cleared(id).length > 0 && bed.verdictsOf(id).length > 0),
  );
  const count = (topic: string, id: string, verdict?: string) =>
    bed.seen(topic).filter(({ value }) => {
      const record = value as { messageId: string; verdict?: string };
      return record.messageId === id && record.verdict === verdict;
    }).length;
  expect(ids.filter((id) => count(clearedMarketing.name, id) !== 1)).toEqual([]);
  expect(ids.filter((id) => count(verdicts.name, id, 'cleared') !== 1)).toEqual([]);
});
