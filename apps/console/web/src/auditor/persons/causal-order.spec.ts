import { type EventKind, byCause } from './causal-order';

const event = (kind: EventKind, at: string) => ({ kind, at: `2026-11-25T10:00:${at}Z` });

test('within a second the reply comes before the opt-out, and the opt-out before what follows from it', () => {
  const chain = [
    event('advert', '01.900'),
    event('request', '02.500'),
    event('opt-out', '02.500'),
    event('consequence', '02.400'),
    event('answer', '02.900'),
    event('push', '02.900'),
    event('advert', '03.000'),
  ];
  expect([...chain].reverse().sort(byCause)).toEqual(chain);
});
