import { checkHistory } from './check-history';
import { sampleHistory } from './sample-history';
import { SPOILT_ADVERTS } from './spoilt-adverts';
import { SPOILT_STOPS } from './spoilt-stops';

// One small history that keeps every promise, and for each rule the least that breaks it.

test('a history that keeps every promise has no violation', () => {
  const { violations, figures } = checkHistory(sampleHistory());
  expect(violations).toEqual([]);
  expect(figures).toMatchObject({
    'adverts cleared': 5,
    'adverts on handsets': 3,
    'adverts blocked': 1,
    'STOPs acknowledged': 2,
    unknown: 2,
    'unknown, and on the handset': 1,
  });
});

test.each([...SPOILT_ADVERTS, ...SPOILT_STOPS])('$it is found', ({ rule, id, spoil }) => {
  const history = sampleHistory();
  spoil(history);
  expect(checkHistory(history).violations).toContainEqual(expect.objectContaining({ rule, id }));
});
