import { UnknownKeys } from './unknown-keys';

test('unknown keys are remembered, up to the limit', () => {
  const unknown = new UnknownKeys();
  for (let n = 0; n < 6_000; n++) unknown.add(String(n));
  expect([unknown.has('0'), unknown.has('999'), unknown.has('1000'), unknown.has('5999')]).toEqual([
    false,
    false,
    true,
    true,
  ]);
});

test('lookups on Kafka are limited', () => {
  const unknown = new UnknownKeys();
  const answers = Array.from({ length: 100 }, () => unknown.refusesToAsk());
  expect(answers.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => undefined));
  expect(answers.at(-1)).toBeGreaterThanOrEqual(1);
});
