import { isFiltered, listQuestion } from './list-question';

test('a list is filtered by what the address says, and by nothing that it cannot be filtered by', () => {
  const params = {
    named: 'soldes',
    state: 'draft',
    tag: 'été',
    sort: '-when',
    archived: 'include',
    from: '2026-11-01',
  };
  expect(listQuestion('a', params)).toEqual({
    ...{ advertiserId: 'a', named: 'soldes', state: 'draft', tag: 'été', sort: '-when', archived: 'include' },
    from: new Date('2026-11-01T00:00').toISOString(),
  });
  const wrong = { named: '', state: 'gone', tag: '', sort: 'text', archived: 'maybe', from: 'x', to: '2026-13-01' };
  expect(listQuestion('a', wrong)).toEqual({ advertiserId: 'a' });
});

test('the last day is included', () => {
  expect(listQuestion('a', { to: '2026-11-30' })).toEqual({
    advertiserId: 'a',
    before: new Date('2026-12-01T00:00').toISOString(),
  });
});

test('an order does not filter', () => {
  expect(isFiltered({ sort: 'name', archived: 'include', cursor: 'x' })).toBe(false);
  expect(isFiltered({ named: 'x' })).toBe(true);
});
