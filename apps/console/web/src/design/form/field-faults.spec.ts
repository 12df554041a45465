import { ProblemError } from '../../api/problem';
import { isShownAtFields, refusedFields } from './field-faults';

const fields = [
  { name: 'name', label: '' },
  { name: 'codes', label: '' },
  { name: 'document/date', label: '' },
];
const problem = (...pointers: string[]) =>
  new ProblemError(400, 'invalid-request', '', { errors: pointers.map((pointer) => ({ in: 'body', pointer })) });

test.each([
  { it: 'a field', error: problem('/name'), refused: ['name'], shown: true },
  { it: 'an item of a list', error: problem('/codes/2'), refused: ['codes'], shown: true },
  { it: 'a nested field', error: problem('/document/date'), refused: ['document/date'], shown: true },
  { it: 'a field with a longer name', error: problem('/names'), refused: [], shown: false },
  { it: 'a field and something else', error: problem('/name', '/quotas'), refused: ['name'], shown: false },
  { it: 'the whole body', error: problem(''), refused: [], shown: false },
  { it: 'nothing', error: new ProblemError(409, 'sender-taken', ''), refused: [], shown: false },
  { it: 'a fault of the page', error: new Error('broken'), refused: [], shown: false },
])('a problem with $it', ({ error, refused, shown }) => {
  expect(refusedFields(error, fields)).toEqual(refused);
  expect(isShownAtFields(error, fields)).toBe(shown);
});
