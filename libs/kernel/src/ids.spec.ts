import { deterministicId } from './ids';

test('an id is the same for the same parts, and stays what it was', () => {
  expect(deterministicId('mo', 'ovh', 'STOP é 🛑')).toBe(deterministicId('mo', 'ovh', 'STOP é 🛑'));
  expect(deterministicId('mo', 'ovh', 'STOP')).toBe('6429258b-56d4-50a7-9da7-85879380e65f');
  expect(deterministicId('mo', 'ovhSTOP')).not.toBe(deterministicId('mo', 'ovh', 'STOP'));
});

test('half of a surrogate pair has an id as well', () => {
  expect(deterministicId('mo', 'STOP \ud83d')).toMatch(/^[0-9a-f-]{36}$/);
});
